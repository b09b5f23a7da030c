// How long each step between click and article took, as performance measures: cleancopy:read (the
// snapshot), send, wait (the helper at work), receive, show, and cleancopy:all. They are there
// for whoever looks (the browser's own tools, the tests) and go nowhere.

export function startWatch() {
  const began = performance.now();
  let step = null;
  let since = began;

  function end(now) {
    if (step) performance.measure(`cleancopy:${step}`, { start: since, end: now });
  }

  return {
    /* From here on the time belongs to this step. */
    step(name) {
      if (name === step) return;
      const now = performance.now();
      end(now);
      step = name;
      since = now;
    },
    stop() {
      const now = performance.now();
      end(now);
      performance.measure("cleancopy:all", { start: began, end: now });
    },
  };
}
