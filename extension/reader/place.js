// Keeps the reader's place while the article is made anew under it, and shows what came back.

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, figcaption, dt, dd, td, th, img, .missing";

/* The first block that is in view, and where it stands. */
export function placeOf(root, top) {
  const seen = new Map();
  for (const block of root.querySelectorAll(BLOCKS)) {
    const key = keyOf(block);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    const box = block.getBoundingClientRect();
    if (key && box.height > 0 && box.bottom > top) return { key, nth, top: box.top };
  }
  return null;
}

/* Scrolls so that the block of `place` stands where it stood. If it is gone, nothing moves. */
export function returnTo(root, place) {
  if (!place) return;
  let nth = 0;
  for (const block of root.querySelectorAll(BLOCKS)) {
    if (keyOf(block) !== place.key || nth++ !== place.nth) continue;
    const by = block.getBoundingClientRect().top - place.top;
    if (by) window.scrollBy({ top: by, behavior: "instant" });
    return;
  }
}

/* The words of every block, to tell afterwards which ones are new. */
export function wordsOf(root) {
  return new Set([...root.querySelectorAll(BLOCKS)].map(keyOf));
}

/* Marks the blocks that were not there before; returns the first. */
export function markFresh(root, before) {
  const fresh = [...root.querySelectorAll(BLOCKS)].filter((block) => keyOf(block) && !before.has(keyOf(block)));
  for (const block of fresh) block.classList.add("fresh");
  return fresh[0] ?? null;
}

const addresses = new WeakMap();

/* The words that are shown in place of a picture are the same block as the picture. */
export function standsFor(words, image) {
  addresses.set(words, keyOf(image));
}

function keyOf(block) {
  if (block.localName === "img") return block.getAttribute("src");
  return addresses.get(block) ?? block.textContent.replace(/\s+/g, " ").trim().slice(0, 300);
}
