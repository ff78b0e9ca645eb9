import { Outlet } from "@tanstack/react-router";

export function Settings() {
  return <Outlet />;
}
