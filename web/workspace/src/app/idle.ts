/** Does something once the page has nothing else to do. Gives what calls it off. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, 2_000);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run, { timeout: 10_000 });
  return () => cancelIdleCallback(asked);
}
