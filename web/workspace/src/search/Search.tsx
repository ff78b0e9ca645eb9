import { Outlet } from "@tanstack/react-router";

export function Search() {
  return <Outlet />;
}
