// The one place that knows what the browser calls its extension interface. `chrome` answers
// with promises in both browsers, and is the only name that older Chromiums have.

export const api = globalThis.chrome ?? globalThis.browser;
