import type { Case } from "./data";
export function AppealTab({ one }: { one: Case }) {
  return <p>{one.number}</p>;
}
