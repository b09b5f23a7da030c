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

test("as Markdown and as text, each under its own ending", async (t) => {
  const home = throwawayHome(t);
  const host = new Host(t, { home });
  assert.deepEqual((await host.reply("greeting")).formats, ["html", "markdown", "text"]);
  await host.clean("s", page("to be <b>saved</b>"), { url: "https://news.example/story" });
  const markdown = await host.ask(save("v1", "s", { format: "markdown" }));
  assert.equal(markdown.path, join(home.copies, "A story.md"));
  const copy = readFileSync(markdown.path);
  assert.equal(markdown.bytes, copy.length);
  assert.match(copy.toString(), /^---\ntitle: "A story"\n[^]*\nurl: "https:\/\/news\.example\/story"\n[^]*\n---\n\n# A story\n\n/);
  assert.match(copy.toString(), /to be \*\*saved\*\*/);
  const text = await host.ask(save("v2", "s", { format: "text" }));
  assert.equal(text.path, join(home.copies, "A story.txt"));
  assert.match(readFileSync(text.path, "utf8"), /^A story\nNews\nhttps:\/\/news\.example\/story\n\n[^]*to be saved/);
  assert.equal((await host.ask(save("v3", "s", { format: "text" }))).path, join(home.copies, "A story (2).txt"));
  const once = await host.clean("s2", page("at once"), { options: { want: "save", format: "markdown" } });
  assert.equal(once.path, join(home.copies, "A story (2).md"));
  assert.match(readFileSync(once.path, "utf8"), /\n---\n[^]*at once/);
  assert.deepEqual(readdirSync(home.copies).sort(), ["A story (2).md", "A story (2).txt", "A story.md", "A story.txt"]);
});

test("what is saved is what is seen, in every form", async (t) => {
  const home = throwawayHome(t);
  const host = new Host(t, { home });
  const offer = "Subscribe now for only $4.95 a month and read everything";
  const wall = `<div class="paywall-modal" role="dialog" style="position:fixed"><h2>${offer}</h2><p>Already a subscriber? <a href="/login">Log in</a></p></div>`;
  const { body } = await host.clean("s", page("the text").replace("</body>", `${wall}</body>`), { url: "https://news.example/story" });
  const keep = body.removed.filter(({ text }) => text.includes(offer)).map(({ id }) => id);
  assert.equal(keep.length, 1);
  const words = body.html.match(/<p>([^<]{20,40})/)[1];
  for (const format of ["html", "markdown", "text"]) {
    const without = await host.ask(save(`a-${format}`, "s", { format }));
    assert.ok(!readFileSync(without.path, "utf8").includes("only $4.95") && !readFileSync(without.path, "utf8").includes("only \\$4.95"), format);
    const marked = await host.ask(save(`b-${format}`, "s", { format, marks: { keep, drop: [] } }));
    const copy = readFileSync(marked.path, "utf8").replaceAll("\\", "");
    assert.ok(copy.includes(offer), `${format}: ${copy}`);
    assert.ok(copy.includes(words), format);
  }
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
