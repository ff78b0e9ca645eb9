import { useEffect, useMemo } from "preact/hooks";
import { useKept } from "./parts";

/** Looked at in each drawing: a browser that was asked tells of no change that its answer already held. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query]);
  const changes = useKept(0);
  const drawn = list.matches;
  useEffect(() => {
    const changed = () => {
      changes.value += 1;
    };
    if (list.matches !== drawn) changed();
    list.addEventListener("change", changed);
    return () => list.removeEventListener("change", changed);
  }, [list, changes]);
  return drawn;
}
