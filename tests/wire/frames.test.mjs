// Frames: however they are split, whatever their length says, wherever they end.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { Host, frame, ids, limits, origin, page, program, throwawayHome, upload } from "./client.mjs";

const hello = { type: "hello", id: "h1", protocol: 1, extension: "0.1.0" };

// A conversation as bytes, of about 300, and what is said in it.
const story = page("split");
const conversation = Buffer.concat([hello, ...upload("s1", story)].map((message) => frame(message)));

async function assertConversation(host) {
  assert.equal((await host.reply("h1")).type, "hello");
  assert.equal((await host.reply("s1")).body.status, "ok");
  assert.equal(await host.close(), 0);
  assert.equal(host.stderr, "");
}

test("whole", async (t) => {
  const host = new Host(t, { greet: false });
  host.write(conversation);
  await assertConversation(host);
});

test("one byte at a time", async (t) => {
  const host = new Host(t, { greet: false });
  for (const byte of conversation) {
    host.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await assertConversation(host);
});

test("two frames in one write, and a frame and a half", async (t) => {
  const host = new Host(t, { greet: false });
  const two = Buffer.concat([frame(hello), frame({ ...hello, id: "h2" }), frame({ ...hello, id: "h3" })]);
  const half = two.length - 20;
  host.write(two.subarray(0, half));
  await host.reply("h1");
  await host.reply("h2");
  assert.equal(host.replies.length, 0);
  host.write(two.subarray(half));
  await host.reply("h3");
  assert.equal(await host.close(), 0);
});

test("through pipes, as browsers do", async (t) => {
  const host = new Host(t, { greet: false, shell: 'cat | "$0" "$@" | cat' });
  host.write(conversation);
  await assertConversation(host);
});

test("end of input at once", async (t) => {
  const host = new Host(t, { greet: false });
  assert.equal(await host.close(), 0);
  assert.deepEqual(host.frames, []);
  assert.equal(host.stderr, "");
});

test("cut at every byte of a frame", async (t) => {
  const bytes = frame({ ...hello, padding: "x".repeat(230) });
  assert.ok(bytes.length >= 300);
  const cut = async (length) => {
    const host = new Host(t, { greet: false });
    host.write(bytes.subarray(0, length));
    assert.equal(await host.close(), 11, `after ${length} bytes`);
    assert.deepEqual(host.frames, []);
  };
  for (let length = 1; length < bytes.length; length += 8)
    await Promise.all(
      [...Array(8).keys()].map((i) => length + i).filter((n) => n < bytes.length).map(cut),
    );
});

for (const length of [0, limits.LIMIT_FRAME + 1, 0x80000000, 0xffffffff])
  test(`a length of ${length} is answered once, and ends it`, async (t) => {
    const host = new Host(t);
    await host.reply("greeting");
    host.write(frame("{}", length));
    const error = await host.take((message) => message.type === "error");
    assert.equal(error.code, "bad_frame");
    assert.equal(error.id, null);
    assert.equal(await host.exit, 11); // although the input is still open
    assert.equal(host.frames.length, 2);
  });

test("the largest frame is read", async (t) => {
  const host = new Host(t);
  const start = '{"type":"part","id":"p","seq":0,"html":"';
  const body = Buffer.alloc(limits.LIMIT_FRAME, "x");
  body.write(start);
  body.write('"}', body.length - 2);
  host.write(frame(body));
  const error = await host.reply("p");
  assert.equal(error.code, "bad_request"); // a part is smaller
  assert.match(error.message, /`html`/);
  await host.settled();
});

test("a frame of blanks is refused without being kept", async (t) => {
  const host = new Host(t);
  host.write(frame(" ".repeat(limits.LIMIT_FRAME - 2) + "{}"));
  const error = await host.reply(null);
  assert.equal(error.code, "bad_request");
  assert.match(error.message, /too large/);
  await host.settled();
});

test("lengths that lie about what follows", async (t) => {
  const shorter = new Host(t);
  shorter.write(frame(hello, 20)); // the rest reads as a length above the limit
  assert.equal((await shorter.reply(null)).code, "bad_request");
  assert.equal((await shorter.reply(null)).code, "bad_frame");
  assert.equal(await shorter.exit, 11);
  const longer = new Host(t, { greet: false });
  longer.write(frame(hello, 2000));
  assert.equal(await longer.close(), 11);
  assert.deepEqual(longer.frames, []);
});

test("a reader that is gone", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.child.stdout.destroy();
  host.send(hello);
  assert.equal(await host.exit, 0);
});

test("what is printed by accident does not reach the browser", async (t) => {
  // The log goes to standard error and the output holds frames alone.
  process.env.CLEANCOPY_LOG = "1";
  const host = new Host(t);
  delete process.env.CLEANCOPY_LOG;
  host.send({ type: "nonsense", id: "n" });
  assert.equal((await host.reply("n")).code, "bad_request");
  assert.equal(await host.close(), 0);
  assert.match(host.stderr, /^cleancopy-host: error bad_request$/m);
});

// -- Who calls ---------------------------------------------------------------------------

const manifest = `/home/reader/.mozilla/native-messaging-hosts/${ids.HOST_NAME}.json`;

for (const args of [
  [origin],
  [origin, "--parent-window=0"],
  [manifest, ids.EXTENSION_GECKO_ID],
  ["--caller", ids.EXTENSION_GECKO_ID],
])
  test(`called with ${args.join(" ")}`, async (t) => {
    const host = new Host(t, { args });
    assert.equal((await host.reply("greeting")).type, "hello");
    assert.equal(await host.close(), 0);
  });

for (const args of [
  [],
  ["--help"],
  ["chrome-extension://abcdefghijklmnopabcdefghijklmnop/"],
  [origin.slice(0, -1)],
  [manifest],
  [manifest, "someone@else.example"],
])
  test(`called with ${args.join(" ") || "nothing"}: refused`, async (t) => {
    const host = new Host(t, { args });
    const error = await host.take(() => true);
    assert.equal(error.type, "error");
    assert.equal(error.code, "bad_caller");
    assert.equal(error.id, null);
    assert.equal(await host.exit, 14);
    assert.equal(host.frames.length, 1);
  });

test("a caller that was registered", async (t) => {
  const home = throwawayHome(t);
  const args = [manifest, "mine@home.example"];
  assert.equal((await new Host(t, { args, home }).take(() => true)).code, "bad_caller");
  writeFileSync(join(home.config, "callers"), "other@home.example\nmine@home.example\n");
  assert.equal((await new Host(t, { args, home }).take(() => true)).type, "hello");
});

test("standard descriptors that are closed", async (t) => {
  const host = new Host(t, { shell: '"$0" "$@" 2>&-' });
  assert.equal((await host.clean("s1", story)).body.status, "ok");
  assert.equal(await host.close(), 0);
});

test("on a terminal it says how it is used", async (t) => {
  const out = join(throwawayHome(t).home, "typescript");
  const log = openSync(out, "w");
  const script = spawn("script", ["-qec", `'${program}' 2>&1`, "/dev/null"], {
    stdio: ["ignore", log, log],
  });
  const code = await new Promise((resolve) => {
    script.on("error", () => resolve(null));
    script.on("close", resolve);
  });
  closeSync(log);
  if (code === null) return t.skip("no `script` here to make a terminal");
  assert.equal(code, 64);
});
