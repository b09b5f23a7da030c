// What can go wrong between the click and the article, as one kind of error with a code.
// Pages choose their words by the code; `message` is for the console and the small print.

// Codes of this side of the wire; the others come from the host (host/PROTOCOL.md, error).
const OURS = [
  "host_missing", // no host is registered, or its program is gone
  "host_forbidden", // a host is there, but not for this extension
  "host_died", // it ended, or what it said was no protocol
  "host_old", // host and extension have no protocol version in common: update the host
  "host_new", // ... update the extension
  "timeout", // no answer in time
  "page_gone", // the tab was closed, or shows a page that we may not read
  "page_changed", // the tab shows another page than the one that was read
  "page_silent", // the page is too busy with itself to be read
  "page_refused", // the browser lets no extension read this page
  "page_empty", // there is no document to read
];

const THEIRS = [
  "bad_frame", "bad_request", "bad_version", "too_large", "too_complex", "too_slow",
  "crashed", "busy", "cancelled", "unknown_snapshot", "save_failed", "io_error", "internal",
];

export const CODES = new Set([...OURS, ...THEIRS]);

export class Trouble extends Error {
  constructor(code, message = "") {
    super(message);
    this.name = "Trouble";
    this.code = CODES.has(code) ? code : "internal";
  }
}
