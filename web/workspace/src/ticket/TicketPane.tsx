import { Outlet } from "@tanstack/react-router";

export function TicketPane() {
  return <Outlet />;
}
