/** After the server was renewed, parts of this page that were not loaded yet are gone: the page is loaded anew, once. */
const KEPT = "pitboss.renewed";
const ONCE_IN_MS = 30_000;

/** Whether a part of the page could not be loaded; each browser says it in its own words. */
export function isOutdated(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module script|preload CSS|not a valid JavaScript MIME type/i.test(
      error.message,
    )
  );
}

/** Loads the page anew, but not again and again. */
export function renew() {
  const last = Number(sessionStorage.getItem(KEPT) ?? 0);
  if (Date.now() - last < ONCE_IN_MS || !navigator.onLine) return;
  sessionStorage.setItem(KEPT, String(Date.now()));
  window.location.reload();
}
