// Holds the host to host/PROTOCOL.md: every example in it is sent and compared, every code and
// limit it names is looked up where the code has it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { Host, constants, limits, root, upload } from "./client.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const protocol = read("host/PROTOCOL.md");

// The examples, in order: { kind: "request" | "reply" | "body" | "removed", value, line }.
const examples = [...protocol.matchAll(/^```json (\w+)\n([^]*?)^```$/gm)].map((found) => {
  const line = protocol.slice(0, found.index).split("\n").length;
  try {
    return { kind: found[1], value: JSON.parse(found[2]), line };
  } catch (error) {
    throw new Error(`PROTOCOL.md, line ${line}: ${error.message}`, { cause: error });
  }
});
const example = (kind) => examples.find((each) => each.kind === kind).value;

// What an example can't know: these are held to their type.
const free = new Set(["host", "engine", "model", "folder", "path", "bytes", "body", "confinement"]);

const typeOf = (value) =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

// The same members of the same types, all the way down. Null may stand where the example has a
// value, or the other way round, in `removed` and in facts; every item of a list is held to the
// example's first.
function sameShape(actual, wanted, path, nullable = false) {
  const [is, wants] = [typeOf(actual), typeOf(wanted)];
  if (nullable && (is === "null" || wants === "null")) return;
  assert.equal(is, wants, path);
  if (is === "object") {
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(wanted).sort(), path);
    for (const key of Object.keys(wanted))
      sameShape(actual[key], wanted[key], `${path}.${key}`, nullable);
  } else if (is === "array" && wanted.length) {
    for (const [i, item] of actual.entries())
      sameShape(item, wanted[0], `${path}[${i}]`, nullable);
  }
}

function sameReply(actual, wanted, line) {
  const path = `PROTOCOL.md, line ${line}: ${wanted.type}`;
  sameShape(actual, wanted, path);
  for (const key of Object.keys(wanted))
    if (!free.has(key)) assert.deepEqual(actual[key], wanted[key], `${path}.${key}`);
}

test("the examples of requests get the replies that stand below them", async (t) => {
  const host = new Host(t, { greet: false });
  let body;
  for (const { kind, value, line } of examples) {
    if (kind === "request") {
      host.send(value);
    } else if (kind === "reply") {
      const { text, n_parts, body: joined, ...reply } = await host.reply(value.id);
      if (joined) body = joined;
      sameReply(joined ? { ...reply, body: text } : reply, value, line);
    } else if (kind === "body") {
      sameShape(body, value, `PROTOCOL.md, line ${line}: body`, true);
      assert.deepEqual({ ...body, versions: value.versions }, value);
    }
  }
  assert.equal(await host.close(), 0);
  assert.deepEqual(host.replies, [], "replies that PROTOCOL.md does not have");
});

test("every type of request and of reply has its example", () => {
  const types = [...read("host/wire/request.h").matchAll(/X\(REQUEST_\w+, "(\w+)"\)/g)];
  const asked = new Set(examples.filter(({ kind }) => kind === "request").map(({ value }) => value.type));
  assert.deepEqual([...asked].sort(), types.map(([, type]) => type).sort());
  const answered = new Set(examples.filter(({ kind }) => kind === "reply").map(({ value }) => value.type));
  assert.deepEqual([...answered].sort(), ["cancelled", "cleaned", "error", "hello", "saved"]);
});

// -- Lists -------------------------------------------------------------------------------

const rows = (heading) => {
  const section = protocol.split(/^## /m).find((part) => part.startsWith(heading));
  const first = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell]) => cell);
  return first.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word));
};

// All words in backticks between two phrases of the text.
function words(from, to) {
  const start = protocol.indexOf(from);
  const end = protocol.indexOf(to, start);
  assert.ok(start >= 0 && end > start, `"${from}" ... "${to}"`);
  return [...protocol.slice(start + from.length, end).matchAll(/`([^`]+)`/g)].map(([, word]) => word);
}

test("the codes are those of status.h", () => {
  const codes = [...read("host/base/status.h").matchAll(/^ +X\(\w+, "(\w+)", \d+,/gm)];
  const never = ["ok", "usage"]; // no reply names them
  assert.deepEqual(
    rows("error").sort(),
    codes.map(([, code]) => code).filter((code) => !never.includes(code)).sort(),
  );
});

test("the exit codes are those of status.h", () => {
  const exits = new Map(
    [...read("host/base/status.h").matchAll(/^ +X\((\w+), "\w+", (\d+),/gm)].map(([, name, code]) => [name, code]),
  );
  const [sentence] = protocol.match(/The host exits with [^]*?\./);
  const said = [...sentence.matchAll(/\b\d+\b/g)].map(([number]) => number);
  assert.deepEqual(said, ["OK", "BAD_FRAME", "BAD_CALLER", "IO_ERROR", "INTERNAL", "USAGE"].map((name) => exits.get(name)));
});

test("the limits are those of limits.h", () => {
  const said = example("reply").limits;
  const coded = { in_hand: limits.LIMIT_IN_HAND, workers: limits.LIMIT_WORKERS, queue: limits.LIMIT_QUEUE };
  for (const name of ["frame", "part", "snapshot", "answer"]) coded[name] = limits[`LIMIT_${name.toUpperCase()}`];
  assert.deepEqual(said, coded);
  const number = (text) => {
    const unit = { KiB: 1024, MiB: 1024 * 1024 };
    const [, digits, name] = text.match(/(\d+) ?(\w+)?/);
    return digits * (unit[name] ?? 1);
  };
  const stated = (pattern) => {
    const found = protocol.match(pattern);
    assert.ok(found, `PROTOCOL.md says ${pattern}`);
    return number(found[1]);
  };
  const { LIFT_NESTING } = constants("host/wire/lift.h");
  const { PROTOCOL_VERSION, PROTOCOL_MIN } = constants("host/base/version.h");
  assert.equal(stated(/a frame towards the host is at most (\d+ MiB)/), limits.LIMIT_FRAME);
  assert.equal(stated(/a snapshot (\d+ MiB)/), limits.LIMIT_SNAPSHOT);
  assert.equal(stated(/in parts of at most\s+(\d+ KiB)/), limits.LIMIT_PART);
  assert.equal(stated(/an answer (\d+ MiB)/), limits.LIMIT_ANSWER);
  assert.ok(stated(/towards the browser less than\s+(\d+ MiB)/) > limits.LIMIT_REPLY);
  assert.equal(stated(/is at most (\d+ KiB), nested/), limits.LIMIT_ENVELOPE);
  assert.equal(stated(/nested at most (\d+) deep/), LIFT_NESTING);
  assert.equal(stated(/an `id`: 1 to (\d+) characters/), limits.LIMIT_ID);
  assert.equal(stated(/lists of at most (\d+) ids each/), limits.LIMIT_MARKS);
  assert.equal(stated(/^Version \*\*(\d+)\*\*/m), PROTOCOL_VERSION);
  assert.equal(example("reply").protocol, PROTOCOL_VERSION);
  assert.equal(example("reply").protocol_min, PROTOCOL_MIN);
});

test("the kinds of parts are those of the engine", () => {
  const kinds = [...read("host/engine/engine.h").matchAll(/^ +X\(PART_\w+, "([\w-]+)"\)/gm)];
  assert.deepEqual(
    words("`kind` is one of", "A plan's").sort(),
    kinds.map(([, kind]) => kind).sort(),
  );
});

test("the reasons are those of the engine", () => {
  const coded = [
    ["host/engine/verdict.c", /\{e->[^{}]*?,\s*"(\w+)"\}|\{(?:prose_points|conceals)\([^{}]*?,\s*"(\w+)"\}/g],
    ["host/engine/rest.c", /\{ZONE_\w+, "(\w+)"\}/g],
    ["host/engine/rest.c", /^ +return "(\w+)";/gm],
    ["host/engine/access.c", /because\(&?j, "(\w+)"/g],
    ["host/render/answer.c", /reason->name = "(\w+)"/g],
  ].flatMap(([path, pattern]) => {
    const names = [...read(path).matchAll(pattern)].map(([, a, b]) => a ?? b);
    assert.ok(names.length, `no reasons in ${path} like ${pattern}`);
    return names;
  });
  assert.deepEqual([...new Set(rows("Reasons"))].sort(), [...new Set(coded)].sort());
});

// -- A page with all of it ---------------------------------------------------------------

test("the sample page's answer speaks this language", async (t) => {
  const host = new Host(t);
  const html = read("tests/pages/metered-notice/page.html");
  const { url } = JSON.parse(read("tests/pages/metered-notice/expect.json"));
  host.send(...upload("s", html, { url }));
  const { body } = await host.reply("s");
  sameShape(body, { ...example("body"), removed: [example("removed")] }, "body", true);

  const sources = words("source is one of", "Dates are");
  const facts = Object.entries(body).filter(([, value]) => value?.source);
  assert.ok(facts.length > 4);
  for (const [name, { source }] of facts) assert.ok(sources.includes(source), `${name}: ${source}`);

  const kinds = words("`kind` is one of", "A plan's");
  const actions = words("`actions[].kind` is one", "Reason names");
  const reasons = rows("Reasons");
  const ids = body.removed.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b), "ids in document order");
  for (const part of body.removed) {
    assert.ok(kinds.includes(part.kind), part.kind);
    assert.ok(part.group === 0 || ids.includes(part.group), `group ${part.group}`);
    assert.ok(part.confidence >= 0 && part.confidence <= 100);
    for (const { kind } of part.actions) assert.ok(actions.includes(kind), kind);
    for (const { name } of part.reasons) assert.ok(reasons.includes(name), `reason ${name}`);
    for (const { price, currency, period, per_month } of part.plans) {
      assert.match(price ?? "0", /^\d+(\.\d+)?$/);
      assert.match(per_month ?? "0", /^\d+(\.\d+)?$/);
      assert.match(currency ?? "INR", /^[A-Z]{3}$/);
      assert.match(period ?? "P1M", /^P\d+[DWMY]$/);
    }
  }
  for (const { name } of body.access.reasons) assert.ok(reasons.includes(name), `reason ${name}`);
  assert.ok(body.removed.some(({ plans }) => plans.length), "no plans were read");
  assert.equal(await host.close(), 0);
});
