// A proxy that lets nothing through: every request for another machine ends here, and is noted.
// To http it answers with a picture of one pixel; of https it learns the host alone.

import { createServer } from "node:http";

const PIXEL = Buffer.from("R0lGODlhAQABAIAAAJqUiQAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

/* { host, port, requests, close }; requests are addresses, those of https end at the host. */
export async function startProxy() {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    response.writeHead(200, { "content-type": "image/gif", "cache-control": "no-store" }).end(PIXEL);
  });
  server.on("connect", ({ url }, socket) => {
    requests.push(`https://${url}/`);
    socket.on("error", () => {});
    socket.end("HTTP/1.1 502 Nothing leaves\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    host: "127.0.0.1",
    port: server.address().port,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
