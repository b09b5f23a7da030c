// A small drawing for each kind of part, beside its name. Decoration: screen readers pass over it.

const SVG = "http://www.w3.org/2000/svg";

const BOX = "M4 4h12v12H4z";

const DRAWINGS = {
  paywall: "M5 9h10v7.5H5z M7.25 9V6.5a2.75 2.75 0 0 1 5.5 0V9",
  metered: "M3.5 14.5a6.5 6.5 0 1 1 13 0 M10 14.5l3-4.5",
  registration: "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z M4 16.5a6 6 0 0 1 12 0",
  plans: "M3 4.5h14v11H3z M3 8.5h14 M7.7 8.5v7 M12.3 8.5v7",
  newsletter: "M3 5h14v10.5H3z M3 5.5l7 5.5 7-5.5",
  consent: "M16.5 10.4A6.5 6.5 0 1 1 9.6 3.5a3 3 0 0 0 3.2 3.4 3.2 3.2 0 0 0 3.7 3.5z M7.6 8.6v.01 M8 12.6v.01 M11.6 12.8v.01",
  adblock: "M10 3l6 2v4.5c0 4-3 6.3-6 7.5-3-1.2-6-3.5-6-7.5V5z M7.5 7.8l5 5 M12.5 7.8l-5 5",
  app: "M6 2.5h8v15H6z M9.3 15h1.4",
  push: "M4.8 14h10.4l-1.5-2.2V9a3.7 3.7 0 0 0-7.4 0v2.8z M8.8 16.6a1.3 1.3 0 0 0 2.4 0",
  age: "M3.5 5h13v11.5h-13z M3.5 8.7h13 M7 3v3.2 M13 3v3.2",
  donation: "M10 16.3S3.5 12.5 3.5 8a3.4 3.4 0 0 1 6.5-1.4A3.4 3.4 0 0 1 16.5 8c0 4.5-6.5 8.3-6.5 8.3z",
  "other-promo": "M3.5 8.5v3l9 3.7V4.8z M12.5 8a2 2 0 0 1 0 4 M6 12.6l1 3.6",
  reader: "M4 10.7l4 4 8-9.2",
};

export function iconOf(kind) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", DRAWINGS[kind] ?? BOX);
  svg.append(path);
  return svg;
}
