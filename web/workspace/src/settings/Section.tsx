import { Outlet } from "@tanstack/react-router";

export function Section() {
  return <Outlet />;
}
