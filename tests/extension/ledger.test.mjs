import assert from "node:assert/strict";
import { test } from "node:test";
import { Ledger, shelves } from "../../extension/reader/ledger.js";

const part = (id, more = {}) => ({ id, kind: "metered", group: 0, unsure: false, reasons: [], ...more });
const states = (ledger) => ledger.entries().map(({ part: { id }, state }) => [id, state]);

test("putting back keeps the part, and remembers it when the host lists it no more", () => {
  const before = new Ledger([part(5), part(9)]);
  const next = before.putBack([5]);
  assert.deepEqual(next.marks, { keep: [5], drop: [] });
  assert.deepEqual(states(next.answered([part(9)])), [[5, "back"], [9, "out"]]);
});

test("a ledger never changes: what fails leaves everything as it was", () => {
  const before = new Ledger([part(5)]);
  before.putBack([5]);
  assert.deepEqual(before.marks, { keep: [], drop: [] });
  assert.deepEqual(states(before), [[5, "out"]]);
});

test("taking out again takes the mark away", () => {
  const back = new Ledger([part(5)]).putBack([5]).answered([]);
  const next = back.takeOut([5]);
  assert.deepEqual(next.marks, { keep: [], drop: [] });
  assert.deepEqual(states(next.answered([part(5)])), [[5, "out"]]);
});

test("what the host is unsure of is taken out by a mark, keeps its name, and comes back without one", () => {
  const unsure = part(7, { kind: "newsletter", unsure: true, reasons: [{ name: "email_form" }] });
  const ledger = new Ledger([unsure]);
  assert.deepEqual(states(ledger), [[7, "unsure"]]);
  const next = ledger.takeOut([7]);
  assert.deepEqual(next.marks, { keep: [], drop: [7] });
  const taken = next.answered([part(7, { kind: "reader" })]);
  assert.deepEqual(states(taken), [[7, "out"]]);
  assert.equal(taken.entries()[0].part.kind, "newsletter");
  assert.equal(taken.entries()[0].part.reasons.length, 1);
  assert.deepEqual(taken.putBack([7]).marks, { keep: [], drop: [] });
});

test("several decisions add up", () => {
  const ledger = new Ledger([part(5), part(7, { unsure: true }), part(9)])
    .putBack([5, 9]).answered([part(7, { unsure: true })]).takeOut([7]);
  assert.deepEqual(ledger.marks, { keep: [5, 9], drop: [7] });
});

test("a part that the host lists although it is kept is shown as what it is", () => {
  const ledger = new Ledger([part(5)]).putBack([5]).answered([part(5)]);
  assert.deepEqual(states(ledger), [[5, "out"]]);
});

test("the drawer has overlays in their blocks, then the unsure, then the rest", () => {
  const ledger = new Ledger([
    part(2, { kind: "boilerplate" }), part(5, { group: 5 }), part(6, { kind: "consent" }),
    part(9, { group: 5, kind: "plans" }), part(12, { unsure: true }),
  ]);
  const { overlays, unsure, others } = shelves(ledger.entries());
  const ids = (entries) => entries.map((entry) => entry.part.id);
  assert.deepEqual(overlays.map(ids), [[5, 9], [6]]);
  assert.deepEqual(ids(unsure), [12]);
  assert.deepEqual(ids(others), [2]);
});

test("the drawer goes by kinds: money first, and each kind in the page's order", () => {
  const entry = (id, kind, group = 0) => ({ part: { id, kind, group }, state: "out" });
  const { overlays } = shelves([entry(1, "consent"), entry(2, "newsletter"), entry(3, "plans", 3), entry(4, "paywall", 3),
    entry(5, "newsletter"), entry(6, "hologram")]);
  assert.deepEqual(overlays.map((group) => group.map(({ part }) => part.id)), [[3, 4], [2], [5], [1], [6]]);
});
