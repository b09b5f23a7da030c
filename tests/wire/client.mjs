// A browser's side of the pipe, small enough to be read: starts the host, sends frames, sorts
// what comes back by id. Protocol: host/PROTOCOL.md.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { endianness, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const program = process.env.CLEANCOPY_HOST ?? join(root, "build/release/cleancopy-host");

// The numbers of a C header: `#define NAME ...` made of numbers, MIB and other names.
export function constants(path) {
  const values = { MIB: 1024 * 1024 };
  const text = readFileSync(join(root, path), "utf8").replace(/\/\*[^]*?\*\//g, "");
  for (const [, name, value] of text.matchAll(/^#define (\w+) +(.+?) *$/gm)) {
    const sum = value
      .replace(/\(size_t\)/g, "")
      .replace(/\b(\d+)u\b/g, "$1")
      .replace(/\b[A-Z_]+\b/g, (word) => values[word] ?? word);
    if (/^[\d\s()*+-]+$/.test(sum)) values[name] = Function(`return ${sum}`)();
    else if (/^"[^"]*"$/.test(value)) values[name] = value.slice(1, -1);
  }
  return values;
}

export const limits = constants("host/engine/limits.h");
export const ids = constants("host/wire/ids.h");
export const origin = `chrome-extension://${ids.EXTENSION_CHROME_ID}/`;

const header = (length) => {
  const bytes = Buffer.alloc(4);
  if (endianness() === "LE") bytes.writeUInt32LE(length);
  else bytes.writeUInt32BE(length);
  return bytes;
};

/** A frame of bytes, a string, or anything that JSON can say. `length` may lie. */
export function frame(message, length) {
  const body = Buffer.isBuffer(message)
    ? message
    : Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
  return Buffer.concat([header(length ?? body.length), body]);
}

/** The requests that send one page: begin, parts of at most `size` characters, end. */
export function upload(id, html, begin = {}, size = 200_000) {
  const messages = [{ type: "begin", id, bytes: Buffer.byteLength(html), ...begin }];
  for (let seq = 0, at = 0; at < html.length; seq++) {
    let end = Math.min(at + size, html.length);
    if (end < html.length && (html.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    messages.push({ type: "part", id, seq, html: html.slice(at, end) });
    at = end;
  }
  messages.push({ type: "end", id });
  return messages;
}

/** A home of its own, gone after the test `t`; copies are saved in `copies`. */
export function throwawayHome(t, config = true) {
  const home = mkdtempSync(join(tmpdir(), "cleancopy-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const copies = join(home, "copies");
  mkdirSync(join(home, "config/cleancopy"), { recursive: true });
  if (config) writeFileSync(join(home, "config/cleancopy/config"), `folder = ${copies}\n`);
  return { home, copies, config: join(home, "config/cleancopy") };
}

// Above this a frame is refused by both browsers.
const FRAME_MAX = 1024 * 1024;

export class Host {
  /** `t` ends the host if the test has not. `shell`: a command around "$@", the host's own. */
  constructor(t, { args = [origin], home = throwawayHome(t), greet = true, shell } = {}) {
    const env = { ...process.env, HOME: home.home, XDG_CONFIG_HOME: join(home.home, "config") };
    const [command, argv] = shell ? ["sh", ["-c", shell, program, ...args]] : [program, args];
    this.child = spawn(command, argv, { env, stdio: "pipe" });
    this.replies = []; // whole messages, a joined answer counted as one
    this.frames = []; // { length, message }
    this.stderr = "";
    this.answers = new Map(); // of answers that come in parts
    this.waiting = [];
    this.left = Buffer.alloc(0);
    this.child.stdin.on("error", () => {}); // the host may end before it has read all
    this.child.stderr.setEncoding("utf8").on("data", (text) => (this.stderr += text));
    this.child.stdout.on("data", (bytes) => this.#take(bytes));
    this.exit = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      this.child.on("close", (code, signal) => {
        this.ended = true;
        this.#wake();
        resolve(signal ?? code);
      });
    });
    t.after(() => {
      // A worker that a test has stopped before it could ask to die with its host stays else.
      for (const pid of this.workers()) process.kill(pid, "SIGKILL");
      this.child.kill("SIGKILL");
      for (const end of this.child.stdio) end.destroy(); // whoever else may hold the others
      return this.exit;
    });
    if (greet) this.send({ type: "hello", id: "greeting", protocol: 1, extension: "0.1.0" });
  }

  #take(bytes) {
    this.left = Buffer.concat([this.left, bytes]);
    while (this.left.length >= 4) {
      const length = endianness() === "LE" ? this.left.readUInt32LE() : this.left.readUInt32BE();
      if (length > FRAME_MAX) throw new Error(`a browser would end here: frame of ${length}`);
      if (this.left.length < 4 + length) break;
      const text = this.left.subarray(4, 4 + length).toString();
      this.left = this.left.subarray(4 + length);
      this.#receive(JSON.parse(text), length);
    }
    this.#wake();
  }

  #receive(message, length) {
    this.frames.push({ length, message });
    if (message.type !== "cleaned") {
      this.answers.delete(message.id); // an error after some parts takes their place
      this.replies.push(message);
      return;
    }
    const parts = this.answers.get(message.id) ?? [];
    if (message.part !== parts.length) throw new Error(`part ${message.part} out of order`);
    parts.push(message.body);
    this.answers.set(message.id, parts);
    if (!message.last) return;
    this.answers.delete(message.id);
    this.replies.push({ ...message, n_parts: parts.length, text: parts.join("") });
  }

  #wake() {
    this.waiting = this.waiting.filter((wakes) => !wakes());
  }

  send(...messages) {
    this.write(Buffer.concat(messages.map((message) => frame(message))));
  }

  write(bytes) {
    this.child.stdin.write(bytes);
  }

  close() {
    this.child.stdin.end();
    return this.exit;
  }

  /** The first reply that `wanted` is true of; taken out of `replies`. */
  async take(wanted, what = wanted.toString(), ms = 60_000) {
    let found;
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no reply: ${what}; ${this.stderr}`)), ms);
      const wakes = () => {
        const at = this.replies.findIndex(wanted);
        if (at < 0 && !this.ended) return false;
        clearTimeout(timer);
        if (at >= 0) [found] = this.replies.splice(at, 1);
        if (at >= 0) resolve();
        else reject(new Error(`the host ended before a reply: ${what}; ${this.stderr}`));
        return true;
      };
      if (!wakes()) this.waiting.push(wakes);
    });
    if (found.text !== undefined) found.body = JSON.parse(found.text);
    return found;
  }

  reply(id) {
    return this.take((message) => message.id === id, `id ${id}`);
  }

  /** Sends one request and waits for its answer. */
  ask(request) {
    this.send(request);
    return this.reply(request.id);
  }

  /** Sends a page and waits for its answer. */
  clean(id, html, begin) {
    this.send(...upload(id, html, begin));
    return this.reply(id);
  }

  /** Everything sent so far has been read and acted on: `hello` may be repeated. */
  async settled() {
    const id = `settled-${Math.random().toString(36).slice(2)}`;
    await this.ask({ type: "hello", id, protocol: 1 });
  }

  /** Process ids of the workers. */
  workers() {
    const { pid, exitCode } = this.child;
    if (exitCode !== null) return [];
    try {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
      return children.split(" ").filter(Boolean).map(Number);
    } catch {
      return [];
    }
  }

  /** Waits until `n` workers are there. */
  async working(n) {
    for (const until = Date.now() + 20_000; Date.now() < until; ) {
      const pids = this.workers();
      if (pids.length === n) return pids;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error(`never ${n} workers, but ${this.workers().length}`);
  }

  /** Memory of the host itself, in KiB. */
  memory(field = "VmHWM") {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(status.match(new RegExp(`^${field}:\\s+(\\d+)`, "m"))[1]);
  }
}

export const page = (text) =>
  `<html lang="en"><head><title>A story - News</title></head><body><article><h1>A story</h1>` +
  `<p>The first paragraph of it, long enough to be read as one, with a comma.</p>` +
  `<p>And the second one, which follows: ${text}.</p></article></body></html>`;

/** A page that takes a worker long enough to be caught at it. With sanitizers it takes ten times
 * as long, and the kernel grants no more processor time. */
export const slowPage = (text = "slow") =>
  page(text + "<p>Words, and <b>more</b> words in a row.</p>"
    .repeat(process.env.CLEANCOPY_MODE === "sanitize" ? 20_000 : 60_000));

