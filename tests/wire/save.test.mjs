// Saving: into the folder of the configuration, under a name from the title; no path, and no
// file overwritten.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { Host, page, throwawayHome, upload } from "./client.mjs";

const save = (id, snapshot, more) => ({ type: "save", id, snapshot, ...more });

test("a snapshot in hand is saved", async (t) => {
  const home = throwawayHome(t);
  const host = new Host(t, { home });
  assert.equal((await host.reply("greeting")).folder, home.copies);
  await host.clean("s", page("to be saved"), { url: "https://news.example/story" });
  const saved = await host.ask(save("v1", "s", { format: "html" }));
  assert.equal(saved.type, "saved");
  assert.equal(saved.path, join(home.copies, "A story.html"));
  const copy = readFileSync(saved.path);
  assert.equal(saved.bytes, copy.length);
  assert.match(copy.toString(), /to be saved/);
  assert.match(copy.toString(), /Content-Security-Policy/);
  assert.match(copy.toString(), /https:\/\/news\.example\/story/);
  const second = await host.ask(save("v2", "s"));
  assert.equal(second.path, join(home.copies, "A story (2).html"));
  assert.deepEqual(readdirSync(home.copies).sort(), ["A story (2).html", "A story.html"]);
  assert.equal(await host.close(), 0);
});

test("a page that is sent to be saved", async (t) => {
  const home = throwawayHome(t);
  const host = new Host(t, { home });
  await host.reply("greeting");
  const saved = await host.clean("s", page("at once"), { options: { want: "save" } });
  assert.equal(saved.type, "saved");
  assert.match(readFileSync(saved.path, "utf8"), /at once/);
  const again = await host.ask({ type: "clean", id: "c", snapshot: "s" }); // and is in hand
  assert.match(again.body.html, /at once/);
});

test("what the reader dropped is not saved", async (t) => {
  const home = throwawayHome(t);
  const host = new Host(t, { home });
  await host.clean("s", page("the rest"));
  const all = [...Array(40).keys()];
  const error = await host.ask(save("v1", "s", { marks: { keep: [], drop: all } }));
  assert.equal(error.code, "save_failed");
  assert.match(error.message, /no article/i);
  assert.deepEqual(readdirSync(home.copies), []);
});

test("no path comes from a message or a page", async (t) => {
  const home = throwawayHome(t);
  const host = new Host(t, { home });
  const titles = ["../../escape", "/etc/passwd", "..", "a/b\\c", "CON", "x".repeat(4000), "\u202Eabc", ""];
  for (const [i, title] of titles.entries()) {
    const html = page("named").replace(/<title>.*?<\/title>|<h1>.*?<\/h1>/g, "");
    const more = { title, path: "/tmp/evil.html", folder: "/tmp", name: "evil" };
    host.send(...upload(`s${i}`, html, { ...more, options: { want: "save", ...more } }));
    const saved = await host.reply(`s${i}`);
    assert.equal(saved.type, "saved", `${title}: ${saved.message}`);
    assert.match(saved.path.slice(home.copies.length), /^\/[^/\\]{1,185}\.html$/);
    assert.ok(existsSync(saved.path));
  }
  assert.equal(readdirSync(home.copies).length, titles.length);
  assert.deepEqual(readdirSync(home.home).sort(), ["config", "copies"]);
});

test("a folder that can't be written: the host says why and goes on", async (t) => {
  const home = throwawayHome(t);
  writeFileSync(home.copies, "a file stands in its place");
  const host = new Host(t, { home });
  await host.clean("s", page("kept"));
  const error = await host.ask(save("v1", "s"));
  assert.equal(error.code, "save_failed");
  assert.ok(error.message.includes(home.copies), error.message);
  const again = await host.ask({ type: "clean", id: "c", snapshot: "s" }); // nothing is lost
  assert.match(again.body.html, /kept/);
  const first = await host.clean("s2", page("kept too"), { options: { want: "save" } });
  assert.equal(first.code, "save_failed");
  assert.equal((await host.ask({ type: "clean", id: "c2", snapshot: "s2" })).type, "cleaned");
});

test("a configuration that names no folder", async (t) => {
  const home = throwawayHome(t);
  writeFileSync(join(home.config, "config"), "folder = relative/path\n");
  const host = new Host(t, { home });
  assert.equal((await host.reply("greeting")).folder, null);
  await host.clean("s", page("kept"));
  const error = await host.ask(save("v1", "s"));
  assert.equal(error.code, "save_failed");
  assert.match(error.message, /absolute/);
});
