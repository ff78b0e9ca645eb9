import { NavLink, ScrollArea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, data } from "../app/api";

export function TicketList({ list }: { list: string }) {
  const tickets = useQuery({ queryKey: ["list", list], queryFn: () => data(api.GET("/api/v1/tickets")) });
  return (
    <ScrollArea h="100%">
      {(tickets.data?.items ?? []).map((ticket) => (
        <NavLink
          key={ticket.id}
          label={ticket.subject}
          description={ticket.player.name}
          renderRoot={(props) => (
            <Link to="/list/$list/$ticket" params={{ list, ticket: ticket.id }} {...props} />
          )}
        />
      ))}
    </ScrollArea>
  );
}
