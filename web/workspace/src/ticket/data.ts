import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, data } from "../app/api";
import type { Act, ActionName, Ticket } from "./actions";

export function useTicket(id: string) {
  return useQuery({
    queryKey: ["ticket", id],
    queryFn: () => data(api.GET("/api/v1/tickets/{name}", { params: { path: { name: id } } })),
  });
}

export function useThread(id: string) {
  return useQuery({
    queryKey: ["thread", id],
    queryFn: () =>
      data(
        api.GET("/api/v1/tickets/{name}/messages", { params: { path: { name: id }, query: { limit: 200 } } }),
      ),
  });
}

export function useAct(ticket: Ticket) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ action, act }: { action: ActionName; act: Partial<Act> }) =>
      data(
        api.POST("/api/v1/tickets/{name}/{action}", {
          params: { path: { name: ticket.id, action } },
          body: { key: crypto.randomUUID(), ...act } as Act,
        }),
      ),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["ticket", ticket.id] }),
        queries.invalidateQueries({ queryKey: ["thread", ticket.id] }),
        queries.invalidateQueries({ queryKey: ["list"] }),
      ]),
  });
}
