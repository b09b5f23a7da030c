// Builds elements. Text becomes text nodes, never markup: HTML has one way in (sanitised.js).

/* el("p.note", { id: "x", hidden: false }, "text", otherElement, null)
 * Attributes that are null, undefined or false are left out; true stands for the empty value. */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
