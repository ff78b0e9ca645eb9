import type { Case } from "./data";
export function DecisionTab({ one }: { one: Case }) {
  return <p>{one.number}</p>;
}
