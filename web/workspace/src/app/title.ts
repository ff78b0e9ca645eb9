import { useEffect } from "react";

/** Names the page while its screen is open. */
export function usePageTitle(title: string | undefined) {
  useEffect(() => {
    if (title) document.title = `${title} · Pitboss`;
    return () => {
      document.title = "Pitboss";
    };
  }, [title]);
}
