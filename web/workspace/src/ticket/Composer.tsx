import type { Ticket } from "./actions";

export function Composer({ ticket }: { ticket: Ticket }) {
  return <div>{ticket.reference}</div>;
}
