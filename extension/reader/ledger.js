// What was taken out, and what the reader decided about it. A ledger never changes: putBack and
// takeOut give the marks to ask the host for, answered() gives the next ledger. So a request
// that fails leaves everything as it was.
//
// The marks are all the state there is for the host. The ledger adds the memory of parts that
// are back in the article: the host no longer lists them, and the reader may want them out again.

export class Ledger {
  #removed; // id -> part, as the host's last answer has it
  #keep; // id -> part as it was when it was put back
  #drop; // id -> part as it was when it was taken out

  constructor(removed = [], keep = new Map(), drop = new Map()) {
    this.#removed = new Map(removed.map((part) => [part.id, part]));
    this.#keep = keep;
    this.#drop = drop;
  }

  get marks() {
    return { keep: [...this.#keep.keys()], drop: [...this.#drop.keys()] };
  }

  /* Every part with its state, in the order of the page:
   *   out     taken out; can be put back
   *   unsure  named by the host, but left in the article; can be taken out
   *   back    put back by the reader; can be taken out again */
  entries() {
    const entries = [...this.#removed.values()].map((part) => this.#entry(part));
    for (const part of this.#keep.values())
      if (!this.#removed.has(part.id)) entries.push({ part, state: "back" });
    return entries.sort((a, b) => a.part.id - b.part.id);
  }

  #entry(part) {
    if (part.unsure && !this.#drop.has(part.id)) return { part, state: "unsure" };
    // The host says of a part taken out by a mark only that it was; we know what it was.
    const known = this.#drop.get(part.id);
    return { part: known ? { ...part, kind: known.kind, reasons: known.reasons } : part, state: "out" };
  }

  putBack(ids) {
    return this.#decided(ids, (part, next) => {
      if (!next.drop.delete(part.id)) next.keep.set(part.id, part);
    });
  }

  takeOut(ids) {
    return this.#decided(ids, (part, next) => {
      if (!next.keep.delete(part.id)) next.drop.set(part.id, part);
    });
  }

  /* The same decisions over what the host has answered to them. */
  answered(removed) {
    return new Ledger(removed, this.#keep, this.#drop);
  }

  #decided(ids, decide) {
    const next = { keep: new Map(this.#keep), drop: new Map(this.#drop) };
    for (const { part } of this.entries()) if (ids.includes(part.id)) decide(part, next);
    return new Ledger([...this.#removed.values()], next.keep, next.drop);
  }
}

// What asks for money or an account comes first.
const KINDS = ["paywall", "metered", "registration", "plans", "newsletter", "consent", "adblock",
  "age", "app", "push", "donation", "other-promo", "reader"];

/* What the drawer shows: overlays in their visual blocks, kind by kind, what the host is unsure
 * of, and the rest of the page. */
export function shelves(entries) {
  const overlays = new Map(); // group -> entries
  const unsure = [];
  const others = [];
  for (const entry of entries) {
    const { kind, group, id } = entry.part;
    if (kind === "boilerplate") others.push(entry);
    else if (entry.state === "unsure") unsure.push(entry);
    else overlays.set(group || id, [...(overlays.get(group || id) ?? []), entry]);
  }
  const byKind = (a, b) => rankOf(a) - rankOf(b);
  return { overlays: [...overlays.values()].sort(byKind), unsure: unsure.sort((a, b) => byKind([a], [b])), others };
}

function rankOf(group) {
  return Math.min(...group.map(({ part }) => KINDS.indexOf(part.kind) + 1 || KINDS.length + 1));
}
