// First script of a document in which nothing but the document's own may run: notes in
// `top.ran`, as [frame, what], what would be seen or heard of any other, and lets nothing of it happen.
// Loaded as a classic script, so that it runs before what follows it is parsed.

(() => {
  const book = window === window.top ? (window.ran = []) : window.top.ran;
  const frame = window.frameElement?.dataset.id ?? "";
  const note = (what) => { book.push([frame, what]); };
  const noting = (what) => function noted() {
    note(what);
    return undefined;
  };
  const hook = (object, names) => {
    for (const name of names)
      Object.defineProperty(object, name, { value: noting(name), writable: false, configurable: false });
  };

  hook(window, ["alert", "confirm", "prompt", "print", "open", "eval", "fetch", "WebSocket", "EventSource", "Worker", "SharedWorker"]);
  hook(Document.prototype, ["write", "writeln", "open"]);
  hook(XMLHttpRequest.prototype, ["open", "send"]);
  hook(Navigator.prototype, ["sendBeacon"]);
  // A script that fails has run.
  window.addEventListener("error", (event) => {
    if (event instanceof ErrorEvent) note(`error: ${event.message}`);
  });
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    note(`violation: ${effectiveDirective} ${blockedURI}`));
})();
