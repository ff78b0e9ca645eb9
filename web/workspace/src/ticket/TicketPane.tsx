import { useParams } from "@tanstack/react-router";

export function TicketPane() {
  const { ticket } = useParams({ from: "/shell/list/$list/$ticket" });
  return <div>{ticket}</div>;
}
