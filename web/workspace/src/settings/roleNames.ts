import { api, data } from "../app/api";
import { useWords } from "./words";

const BUILT_IN = [
  "agent",
  "senior",
  "supervisor",
  "quality",
  "verifier",
  "compliance",
  "complaints_handler",
  "complaints_lead",
  "complaints_reviewer",
  "admin",
] as const;

export const rolesQuery = {
  queryKey: ["roles"],
  queryFn: () => data(api.GET("/api/v1/roles")),
};

/** Roles that come with the desk have names in both languages; the others are called as they were written. */
export function useRoleName(): (role: string) => string {
  const t = useWords();
  return (role) =>
    BUILT_IN.includes(role as (typeof BUILT_IN)[number])
      ? t(`role_${role as (typeof BUILT_IN)[number]}`)
      : role;
}
