// The examples of this folder, for suites that are no C.

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SPEC = fileURLToPath(new URL("./", import.meta.url));

export const exampleFiles = readdirSync(SPEC).filter((name) => name.endsWith(".txt"));

/* The examples of a file: { name, html, url }. */
export function examplesIn(file) {
  return readFileSync(join(SPEC, file), "utf8").split(/^== /m).slice(1).map((example) => {
    const [name] = example.split("\n", 1);
    const section = (title) => new RegExp(`^-- ${title}(?: (.*))?\\n([^]*?)(?=^-- |$(?![^]))`, "m").exec(example);
    return { name, html: section("html")?.[2] ?? "", url: section("url")?.[1] ?? "https://n.example/a/b", stamped: /^-- stamp/m.test(example) };
  }).filter(({ html, stamped }) => html && !stamped);
}

/* What the command line makes of one, or null where it finds no article. */
export function cleaned({ html, url }, format) {
  return new Promise((done, fail) => {
    const child = execFile(process.env.CLEANCOPY_BIN, ["clean", "-", "--url", url, "--format", format], { maxBuffer: 1 << 26 },
      (error, stdout) => (error && error.code !== 10 ? fail(error) : done(error ? null : stdout)));
    child.stdin.end(html);
  });
}
