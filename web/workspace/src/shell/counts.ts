import { useQuery } from "@tanstack/react-query";

export interface Counted {
  id: string;
  name: string;
  count: number;
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

const NONE: Counts = { queues: [], views: [] };

export function useCounts(): Counts {
  return useQuery<Counts>({ queryKey: ["counts"], queryFn: () => NONE }).data ?? NONE;
}
