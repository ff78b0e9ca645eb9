import { Refusal } from "@pitboss/api";
import { QueryClient } from "@tanstack/react-query";

/** What was refused stays refused; only what could not be reached is tried again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (count, error) => !(error instanceof Refusal) && count < 3 },
    mutations: { retry: false },
  },
});
