export function TicketList({ list }: { list: string }) {
  return <div>{list}</div>;
}
