/** Scrolls to a message once its ticket shows it, and marks it for a moment. */
const PATIENCE_MS = 10_000;
const SETTLE_MS = 250;

export const anchorOf = (message: string) => `message-${message}`;

export function reveal(anchor: string): () => void {
  let shown = false;
  const look = () => {
    const element = document.getElementById(anchor);
    if (shown || element === null) return;
    shown = true;
    stop();
    // The thread goes to its end when it opens; this comes after.
    setTimeout(() => {
      element.scrollIntoView({ block: "center" });
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches)
        element.animate(
          [{ outline: "3px solid var(--mantine-color-yellow-5)" }, { outline: "3px solid transparent" }],
          { duration: 2_500 },
        );
    }, SETTLE_MS);
  };
  const watcher = new MutationObserver(look);
  const timer = setTimeout(stop, PATIENCE_MS);
  function stop() {
    watcher.disconnect();
    clearTimeout(timer);
  }
  watcher.observe(document.body, { subtree: true, childList: true });
  look();
  return stop;
}
