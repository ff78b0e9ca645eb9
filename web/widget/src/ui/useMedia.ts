import { useEffect, useMemo } from "preact/hooks";
import { useKept } from "./parts";

export function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  const matches = useKept(list.matches);
  useEffect(() => {
    const changed = () => {
      matches.value = list.matches;
    };
    changed();
    list.addEventListener("change", changed);
    return () => list.removeEventListener("change", changed);
  }, [list, matches]);
  return matches.value;
}
