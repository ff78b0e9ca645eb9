import { Outlet } from "@tanstack/react-router";

export function Inbox() {
  return <Outlet />;
}
