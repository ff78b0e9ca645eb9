/** The page's last errors, which a technical report names. */
type Fault = { at: string; text: string };

const MOST = 5;
export const faults: Fault[] = [];

/** Remembers them, in memory only. */
export function watchFaults(page: Window): void {
  const keep = (text: string) => {
    faults.push({ at: new Date().toISOString(), text: text.slice(0, 300) });
    if (faults.length > MOST) faults.shift();
  };
  page.addEventListener("error", (event) => {
    if (event.message) keep(`${event.message} (${short(event.filename)}:${event.lineno})`);
  });
  page.addEventListener("unhandledrejection", (event) => keep(String(event.reason)));
}

/** An address without its query and fragment: they may hold what is nobody's business. */
export function short(address: string): string {
  return address.replace(/[?#].*$/s, "");
}
