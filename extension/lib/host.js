// The native host: one port, requests matched to replies by id. What goes over the wire is
// told in host/PROTOCOL.md; this module is its extension side and the only one that posts.
//
//   const host = await openHost({ onclose: (trouble) => ... });
//   const { id, answer } = await host.clean(snapshot, { onProgress, signal });
//   const second = await host.again(id, { keep: [214], drop: [] });
//   const { path } = await host.save(id, marks, "markdown");
//   host.close();
//
// Every promise is settled in bounded time: with the answer, or with a Trouble.

import { api } from "./api.js";
import { Trouble } from "./trouble.js";

export const HOST_NAME = "org.cleancopy.host";

const PROTOCOL = 1;
const PROTOCOL_MIN = 1;

// What the protocol promises to take; a host may say other numbers in its hello.
const LIMITS = {
  frame: 2 * 1024 * 1024,
  part: 512 * 1024,
  snapshot: 64 * 1024 * 1024,
  answer: 32 * 1024 * 1024,
};
const ENVELOPE = 64 * 1024;

// A begin has one frame: what isn't the page's text is kept well inside the envelope.
const TITLE_MAX = 2000;
const ADDRESS_MAX = 16000;

// Milliseconds of silence after which a request is given up. A host may have eight pages
// waiting before this one, each with ten seconds; a process start under load takes one.
const PATIENCE = { hello: 15_000, clean: 45_000, perMiB: 500, save: 45_000, cancel: 5_000 };

/* Opens the port and shakes hands. `onclose` is called once, when the port is lost later on
 * without close(); what is under way then is rejected with the same trouble. */
export async function openHost({
  onclose = () => {},
  connect = () => api.runtime.connectNative(HOST_NAME),
  extension = api?.runtime.getManifest().version,
  patience = {},
} = {}) {
  let port;
  try {
    port = connect();
  } catch (error) {
    throw new Trouble("host_missing", error.message);
  }
  const host = new Host(port, onclose, { ...PATIENCE, ...patience });
  try {
    await host.hello(extension);
  } catch (trouble) {
    host.close();
    throw trouble;
  }
  return host;
}

class Host {
  info = null; // the host's hello: versions, limits, capabilities, folder
  #port;
  #onclose;
  #patience;
  #waiting = new Map(); // id -> Waiting
  #heard = false; // anything at all
  #greeted = false;
  #lost = null; // the trouble that ended the port
  #prefix = randomId();
  #count = 0;

  constructor(port, onclose, patience) {
    this.#port = port;
    this.#onclose = onclose;
    this.#patience = patience;
    port.onMessage.addListener((message) => this.#receive(message));
    port.onDisconnect.addListener((p) => this.#disconnected(reason(p ?? port, this.#heard)));
  }

  async hello(extension) {
    const id = this.#newId("h");
    const reply = this.#expect(id, "hello", this.#patience.hello);
    this.#post({ type: "hello", id, protocol: PROTOCOL, extension });
    let info;
    try {
      info = await reply;
    } catch (trouble) {
      throw trouble.code === "bad_version" ? versionTrouble(trouble.reply) : trouble;
    }
    if (!(info.protocol >= PROTOCOL_MIN && info.protocol <= PROTOCOL)) throw versionTrouble(info);
    this.info = { ...info, limits: { ...LIMITS, ...numbers(info.limits) } };
    this.#greeted = true;
  }

  /* Sends a snapshot (see snapshot-source.js) and waits for what the host makes of it.
   * `onProgress` gets {step: "send", done, total} in bytes, {step: "wait"} once all is
   * sent, {step: "receive"} as parts of the answer come in. */
  async clean(snapshot, { onProgress = () => {}, signal } = {}) {
    const { limits } = this.info;
    if (snapshot.html.length > limits.snapshot) throw new Trouble("too_large");
    const bytes = new TextEncoder().encode(snapshot.html);
    if (bytes.length > limits.snapshot) throw new Trouble("too_large");
    if (this.#lost) throw this.#lost;
    if (signal?.aborted) throw new Trouble("cancelled");

    const id = this.#newId("s");
    const reply = this.#expect(id, "cleaned", 0, {
      signal,
      onPart: () => onProgress({ step: "receive" }),
    });
    reply.catch(() => {}); // it may fail while parts are still being sent
    this.#post({ type: "begin", id, ...beginning(snapshot, bytes.length) });
    let seq = 0;
    for (const part of parts(bytes, limits)) {
      this.#post({ type: "part", id, seq, html: part.text });
      seq += 1;
      onProgress({ step: "send", done: part.end, total: bytes.length });
      await breathe();
      if (!this.#waiting.has(id)) break; // cancelled, refused or lost
    }
    const waiting = this.#waiting.get(id);
    if (waiting) {
      this.#post({ type: "end", id });
      onProgress({ step: "wait" });
      waiting.limit(this.#patience.clean + (bytes.length / 2 ** 20) * this.#patience.perMiB);
    }
    return { id, answer: await reply };
  }

  /* The same snapshot again, with what the reader put back (keep) and took out (drop).
   * unknown_snapshot when it isn't in hand any more: send it again with clean(). */
  async again(snapshotId, marks, { signal } = {}) {
    return this.#ask({ type: "clean", snapshot: snapshotId, marks }, "c", "cleaned",
      this.#patience.clean, signal);
  }

  /* Writes the clean copy, in one of the `formats` of the hello. Resolves to {path, bytes}. */
  async save(snapshotId, marks, format, { signal } = {}) {
    const { path, bytes } = await this.#ask(
      { type: "save", snapshot: snapshotId, marks, format }, "v", "saved",
      this.#patience.save, signal);
    return { path, bytes };
  }

  /* Ends the port, and with it the host. What is under way is rejected as cancelled. */
  close() {
    if (this.#lost) return;
    this.#end(new Trouble("cancelled"));
    this.#port.disconnect();
  }

  #ask(request, letter, type, ms, signal) {
    if (this.#lost) return Promise.reject(this.#lost);
    if (signal?.aborted) return Promise.reject(new Trouble("cancelled"));
    const id = this.#newId(letter);
    const reply = this.#expect(id, type, ms, { signal });
    this.#post({ ...request, id });
    return reply;
  }

  #expect(id, type, ms, { signal, onPart } = {}) {
    return new Promise((resolve, reject) => {
      const giveUp = (code) => {
        waiting.fail(new Trouble(code));
        // Nobody waits any more: the host need not work on. Its reply to the cancel is
        // taken as it comes, and its error for this id is dropped as unknown.
        if (type !== "hello" && type !== "cancelled") this.#cancel(id);
      };
      const onAbort = () => giveUp("cancelled");
      const done = () => {
        this.#waiting.delete(id);
        signal?.removeEventListener("abort", onAbort);
      };
      const waiting = new Waiting({
        type, onPart, done, resolve, reject, onTimeout: () => giveUp("timeout"),
      });
      signal?.addEventListener("abort", onAbort);
      this.#waiting.set(id, waiting);
      waiting.limit(ms);
    });
  }

  #cancel(snapshot) {
    if (this.#lost) return;
    const id = this.#newId("x");
    this.#expect(id, "cancelled", this.#patience.cancel).catch(() => {});
    this.#post({ type: "cancel", id, snapshot });
  }

  /* Never throws: where it fails, everything that waits is rejected. */
  #post(message) {
    if (this.#lost) return;
    try {
      this.#port.postMessage(message);
    } catch (error) {
      // Either the port died a moment ago and its event is still on the way, or the
      // browser refuses the message; both leave this conversation without a future.
      this.#disconnected(new Trouble("host_died", error.message));
    }
  }

  #receive(message) {
    this.#heard = true;
    const waiting = this.#waiting.get(message?.id);
    if (message?.type === "error") {
      const trouble = troubleOf(message);
      if (waiting) waiting.fail(trouble);
      else if (message.id === null || message.id === undefined) this.#disconnected(trouble);
      return;
    }
    if (!waiting) return; // late: it was given up
    try {
      waiting.take(message, this.info?.limits ?? LIMITS);
    } catch (error) {
      waiting.fail(new Trouble("internal", error.message));
    }
  }

  /* The host's last word, if it had one with no id, comes before the disconnect. */
  #disconnected(trouble) {
    if (this.#lost) return;
    this.#end(trouble);
    this.#port.disconnect();
    if (this.#greeted) this.#onclose(trouble);
  }

  #end(trouble) {
    this.#lost = trouble;
    for (const waiting of [...this.#waiting.values()]) waiting.fail(trouble);
  }

  #newId(letter) {
    this.#count += 1;
    return `${letter}${this.#prefix}-${this.#count}`;
  }
}

/* One request on its way: its timer, and the parts of its answer so far. */
class Waiting {
  #type;
  #onPart;
  #done;
  #resolve;
  #reject;
  #onTimeout;
  #timer = null;
  #ms = 0;
  #bodies = [];
  #length = 0;

  constructor({ type, onPart, done, resolve, reject, onTimeout }) {
    this.#type = type;
    this.#onPart = onPart;
    this.#done = done;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onTimeout = onTimeout;
  }

  /* Starts the clock anew; 0 stands for none. */
  limit(ms) {
    clearTimeout(this.#timer);
    this.#ms = ms;
    if (ms) this.#timer = setTimeout(this.#onTimeout, ms);
  }

  take(message, limits) {
    if (message.type !== this.#type) throw new Error(`"${message.type}" is no answer here`);
    if (message.type !== "cleaned") {
      this.#settle();
      this.#resolve(message);
      return;
    }
    if (message.part !== this.#bodies.length || typeof message.body !== "string")
      throw new Error("a part of the answer is missing");
    this.#bodies.push(message.body);
    this.#length += message.body.length;
    if (this.#length > limits.answer) throw new Error("the answer is beyond its limit");
    this.limit(this.#ms);
    this.#onPart?.();
    if (message.last !== true) return;
    const answer = JSON.parse(this.#bodies.join(""));
    this.#settle();
    this.#resolve(answer);
  }

  fail(trouble) {
    this.#settle();
    this.#reject(trouble);
  }

  #settle() {
    clearTimeout(this.#timer);
    this.#bodies = [];
    this.#done();
  }
}

/* Why a port was lost, in one of our codes. The browsers tell it in different places and
 * words, and Firefox has one word for several causes; see the table in the tests. */
export function reason(port, heard) {
  const text = port?.error?.message ?? api?.runtime.lastError?.message ?? "";
  if (/not found|no such native application|invalid native messaging/i.test(text))
    return new Trouble("host_missing", text);
  if (/forbidden/i.test(text)) return new Trouble("host_forbidden", text);
  // Firefox, when the program that the manifest names isn't there or can't be executed.
  if (/unexpected error/i.test(text) && !heard) return new Trouble("host_missing", text);
  return new Trouble("host_died", text);
}

/* Cuts UTF-8 into strings of at most `part` bytes each, between characters, none of which
 * can outgrow a frame when JSON escapes it: a page of control characters grows sixfold. */
export function* parts(bytes, { part = LIMITS.part, frame = LIMITS.frame } = {}) {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const escapedMax = frame - ENVELOPE;
  let start = 0;
  while (start < bytes.length) {
    const last = Math.min(start + part, bytes.length);
    let end = start;
    let escaped = 0;
    while (end < last && escaped + 6 <= escapedMax) {
      const byte = bytes[end];
      escaped += byte < 0x20 ? 6 : byte === 0x22 || byte === 0x5c ? 2 : 1;
      end += 1;
    }
    while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end -= 1;
    yield { text: decoder.decode(bytes.subarray(start, end)), end };
    start = end;
  }
}

function beginning(snapshot, bytes) {
  const begin = { bytes, options: { want: "clean", format: "html" } };
  // An address that is cut is a wrong address: a long one (data:) is left out.
  for (const name of ["url", "base"])
    if (snapshot[name] && snapshot[name].length <= ADDRESS_MAX)
      begin[name] = wellFormed(snapshot[name]);
  if (snapshot.title) begin.title = wellFormed(snapshot.title.slice(0, TITLE_MAX));
  if (snapshot.stamp) begin.stamp = snapshot.stamp;
  if (snapshot.facts) begin.facts = snapshot.facts;
  return begin;
}

/* A reader of JSON in the host refuses lone surrogates and NUL. */
function wellFormed(text) {
  return text.replace(/\p{Surrogate}|\0/gu, "\ufffd");
}

function troubleOf(message) {
  // The browser let us through, the host itself doesn't: for the reader it is one thing.
  const code = message.code === "bad_caller" ? "host_forbidden" : message.code;
  const trouble = new Trouble(code, String(message.message ?? ""));
  trouble.reply = message;
  return trouble;
}

/* Which of the two to update. */
function versionTrouble(reply) {
  const text = `host: ${reply.protocol_min} to ${reply.protocol}, extension: ${PROTOCOL_MIN} to ${PROTOCOL}`;
  return new Trouble(reply.protocol_min > PROTOCOL ? "host_new" : "host_old", text);
}

function numbers(object) {
  return Object.fromEntries(
    Object.entries(object ?? {}).filter(([, value]) => Number.isSafeInteger(value) && value > 0));
}

function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(5))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Lets the page paint and hear a click. Not a timer: those stand still in a hidden tab. */
function breathe() {
  return globalThis.scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done));
}
