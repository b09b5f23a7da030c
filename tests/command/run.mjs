// Runs the command line in a home folder of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const build = join(root, "build", process.env.CLEANCOPY_MODE ?? "release");

export const cleancopy = process.env.CLEANCOPY_BIN ?? join(build, "cleancopy");
export const host = process.env.CLEANCOPY_HOST ?? join(build, "cleancopy-host");
export const samplePage = join(root, "tests/pages/metered-notice/page.html");

// An article that any engine finds, in `paragraphs` of plain text.
export function page(title, paragraphs, { head = "" } = {}) {
  const text = paragraphs.map((p) => `<p>${p}</p>`).join("\n");
  return `<!DOCTYPE html><html lang="en"><head>${head}<title>${title}</title></head>` +
    `<body><article><h1>${title}</h1>${text}</article></body></html>`;
}

export const sentences = [
  "The river rose two metres overnight, and by morning the lower road was gone, residents said.",
  "Engineers who had warned of the dam’s state for years were asked to come back, and they did.",
  "Nobody was hurt, the council said on Tuesday, although forty houses have to be emptied.",
  "A second wave is expected on Friday, when the snow of the upper valley begins to melt.",
];

export function makeHome(t) {
  const home = mkdtempSync(join(tmpdir(), "cleancopy-command-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

export function environment(home, more = {}) {
  const env = { ...process.env, HOME: home, ...more };
  if (!("XDG_CONFIG_HOME" in more)) delete env.XDG_CONFIG_HOME;
  return env;
}

// Runs to the end; { code, out, err }.
export function run(args, { home = "/nonexistent", input = "", env = {}, program } = {}) {
  const result = spawnSync(program ?? cleancopy, args, {
    input, env: environment(home, env), maxBuffer: 1 << 28, timeout: 120000,
  });
  if (result.error) throw result.error;
  return { code: result.status, out: result.stdout.toString(), err: result.stderr.toString() };
}

export function start(args, { home = "/nonexistent", env = {} } = {}) {
  return spawn(cleancopy, args, { env: environment(home, env) });
}
