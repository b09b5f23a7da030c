// Pages for the browsers: a web server on this machine, on a free port.
//
//   const server = await serve({ "/a": "<p>...", "/b": { type, body, headers } }, { folders: [path] });
//   server.url("/a")            http://127.0.0.1:PORT/a
//   server.foreign("/a")        the same under another origin (localhost)
//   await server.close()
//
// { never: true } is a resource that never comes. What no page is given for is looked up in the folders. A body may be a
// function of the request.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml",
  ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp",
};

export async function serve(pages = {}, { folders = [] } = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    requests.push(pathname);
    const page = pages[pathname] ?? fileOf(pathname, folders);
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    if (page.never) return; // the connection stays open, and nothing comes
    const { type = "text/html; charset=utf-8", body, headers = {} } = typeof page === "object" ? page : { body: page };
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers });
    response.end(typeof body === "function" ? body(request) : body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  return {
    requests,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    foreign: (path) => `http://localhost:${port}${path}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

function fileOf(pathname, folders) {
  const path = normalize(decodeURIComponent(pathname));
  for (const folder of folders) {
    try {
      return { type: TYPES[extname(path)] ?? "application/octet-stream", body: readFileSync(join(folder, path)) };
    } catch {
      // the next one
    }
  }
  return undefined;
}
