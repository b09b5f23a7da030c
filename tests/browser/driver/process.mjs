// What both drivers share: a browser as a child process with a home of its own, limits on
// everything that waits, and functions sent into pages as text.

import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

// A command has this long, on a machine that may be building something else meanwhile.
export const COMMAND_MS = 45_000;

export function findProgram(variable, names) {
  if (process.env[variable]) return process.env[variable];
  for (const name of names)
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // the next one
      }
    }
  return null;
}

export function newHome(name) {
  return mkdtempSync(join(tmpdir(), `cleancopy-${name}-`));
}

export function removeHome(home) {
  // A browser's last writers may still be at it.
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

// A test that is ended from outside takes its browsers along.
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(1));

/* A browser, leader of a process group of its own, so that nothing of it can stay behind. */
export function launch(program, flags, { home, env = {}, stdio }) {
  const child = spawn(program, flags, {
    stdio,
    detached: true,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined, ...env },
  });
  const gone = new Promise((done) => {
    child.once("exit", done);
    child.once("error", done);
  });
  const killAll = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // nothing left
    }
  };
  process.once("exit", killAll);
  return {
    child,
    gone,
    async end(ms = 10_000) {
      await Promise.race([gone, pause(ms)]);
      killAll();
      await Promise.race([gone, pause(5000)]);
      process.removeListener("exit", killAll);
    },
  };
}

/* The first launch on a busy machine may fail; the second must not. */
export async function twice(start) {
  try {
    return await start();
  } catch {
    return await start();
  }
}

export function limited(promise, what, ms = COMMAND_MS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer in ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/* Asks until the answer is true, and resolves to it. */
export async function until(what, ask, ms = COMMAND_MS) {
  const end = Date.now() + ms;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${ms} ms`, { cause: last });
    await pause(100);
  }
}

export function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/* A function and its arguments as an expression. */
export function call(fn, args) {
  return `(${typeof fn === "string" ? `() => (${fn})` : fn})(${args.map((a) => JSON.stringify(a)).join(", ")})`;
}
