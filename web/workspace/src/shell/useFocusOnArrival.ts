import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** The part of the desk that an address lies in: another ticket of the same list is no other place. */
const placeOf = (path: string) =>
  path
    .replace(/^\/desk(?=\/|$)/, "")
    .split("/")
    .slice(0, 3)
    .join("/");

/** Whoever hears the screen learns where they are: after going elsewhere the focus is on the heading, unless the new
 * screen has put it somewhere itself. */
export function useFocusOnArrival() {
  const path = useRouterState({
    select: (state) => (state.status === "idle" ? state.location.pathname : undefined),
  });
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (path === undefined || before.current === path) return;
    const from = before.current;
    before.current = path;
    const main = document.getElementById("content");
    const focused = document.activeElement;
    if (from === undefined || main === null || main.contains(focused)) return;
    // What had the focus may be gone with the screen before.
    if (placeOf(from) === placeOf(path) && focused !== document.body) return;
    const heading = main.querySelector<HTMLElement>("h1") ?? main;
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [path]);
}
