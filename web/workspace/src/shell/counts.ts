import { useCounts as useListCounts } from "../app/live";

export interface Counted {
  id: string;
  name: string;
  count: number;
  brand: string | null;
}
export interface Counts {
  mine?: number;
  unassigned?: number;
  all?: number;
  mentioned?: number;
  snoozed?: number;
  queues: Counted[];
  views: Counted[];
}

/** How many tickets the lists of the rail hold. */
export function useCounts(): Counts {
  const counts: Counts = { queues: [], views: [] };
  const told = useListCounts()?.lists ?? [];
  for (const { list, id, name, count, brand } of told) {
    if (list === "queue") counts.queues.push({ id: id ?? "", name, count, brand });
    else if (list === "view") counts.views.push({ id: id ?? "", name, count, brand });
    else counts[list === "open" ? "all" : list] = count;
  }
  return counts;
}
