/** Does something once the page has nothing else to do, not before `afterMs`. Gives what calls it off. */
export function whenIdle(run: () => void, afterMs = 0): () => void {
  let asked = 0;
  const timer = setTimeout(() => {
    if (typeof requestIdleCallback === "undefined") run();
    else asked = requestIdleCallback(run, { timeout: 10_000 });
  }, afterMs);
  return () => {
    clearTimeout(timer);
    if (asked !== 0) cancelIdleCallback(asked);
  };
}
