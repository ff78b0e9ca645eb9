export function ContextPane({ ticket }: { ticket: string }) {
  return <div>{ticket}</div>;
}
