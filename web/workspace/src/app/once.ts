/** Does something in one of my windows only, though all of them hear of it: in one that I look at, if there is any. */
const TAKEN_MS = 10_000;
const HIDDEN_WAIT_MS = 250;

export function inOneWindow(name: string, act: () => void) {
  setTimeout(() => void claim(name, act), document.hidden ? HIDDEN_WAIT_MS : 0);
}

async function claim(name: string, act: () => void) {
  // Without TLS a browser has no locks for pages of other machines.
  if (!navigator.locks) {
    act();
    return;
  }
  await navigator.locks.request(`pitboss once ${name}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    act();
    await new Promise((resolve) => setTimeout(resolve, TAKEN_MS));
  });
}
