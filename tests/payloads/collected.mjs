// Payloads collected elsewhere: a JSON file, { payloads: [{ id, payload, source }] }, that
// CLEANCOPY_XSS names. It is no part of the project; without it there are none.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const DRAWN = 300;

export const missing = process.env.CLEANCOPY_XSS
  ? false
  : "no collected payloads: make test CORPUS=folder, with an xss-dev.json in it";

/* All of them as { id, html }; with `draw`, some hundred, the same every time. */
export function collected({ draw }) {
  if (missing) return [];
  const { payloads } = JSON.parse(readFileSync(process.env.CLEANCOPY_XSS, "utf8"));
  const all = payloads.map(({ id, payload }) => ({ id, html: payload }));
  return draw && process.env.PAYLOADS !== "all" ? all.sort(byDigest).slice(0, DRAWN) : all;
}

function byDigest(a, b) {
  const [x, y] = [a, b].map(({ id }) => createHash("sha256").update(id).digest("hex"));
  return x < y ? -1 : 1;
}
