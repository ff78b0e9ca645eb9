import { Outlet } from "@tanstack/react-router";

export function Wall() {
  return <Outlet />;
}
