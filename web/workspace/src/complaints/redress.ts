/** What a player gets by a decision: what each kind needs to be understood. The server checks it all. Pure. */
import type { Redress } from "./data";

export const REDRESS = [
  "payment",
  "bonus_restored",
  "bet_resettled",
  "limit_lifted",
  "account_reopened",
  "apology",
  "other",
] as const satisfies readonly Redress["kind"][];
export type Kind = Redress["kind"];

type Has = "no" | "may" | "must";
const OF: Readonly<Record<Kind, { sum: Has; subject: Has; words: Has }>> = {
  payment: { sum: "must", subject: "no", words: "may" },
  bonus_restored: { sum: "must", subject: "may", words: "may" },
  bet_resettled: { sum: "may", subject: "must", words: "may" },
  limit_lifted: { sum: "no", subject: "must", words: "may" },
  account_reopened: { sum: "no", subject: "no", words: "may" },
  apology: { sum: "no", subject: "no", words: "may" },
  other: { sum: "may", subject: "no", words: "must" },
};
export const partsOf = (kind: Kind) => OF[kind];

const SUM = /^\d{1,13}([.,]\d{1,8})?$/;
const said = (text: string | null | undefined): string => (text ?? "").trim();

/** Whether what stands in the field of a sum is one; an empty field is not wrong yet. */
export const isWrongSum = (amount: string | null | undefined): boolean =>
  said(amount) !== "" && (!SUM.test(said(amount)) || !/[1-9]/.test(said(amount)));

/** Whether everything is there that the kind needs. */
export function isComplete(one: Redress): boolean {
  const { sum, subject, words } = OF[one.kind];
  const [amount, currency] = [said(one.amount), said(one.currency)];
  if (sum !== "no" && (isWrongSum(amount) || (amount === "") !== (currency === ""))) return false;
  if (sum === "must" && amount === "") return false;
  if (subject === "must" && said(one.subject) === "") return false;
  return words !== "must" || said(one.what) !== "";
}

/** As it is sent: without what its kind doesn't have. */
export function tidy(one: Redress): Redress {
  const { sum, subject } = OF[one.kind];
  const amount = said(one.amount);
  return {
    kind: one.kind,
    ...(amount && sum !== "no"
      ? { amount: amount.replace(",", "."), currency: said(one.currency).toUpperCase() }
      : {}),
    ...(said(one.subject) && subject !== "no" ? { subject: said(one.subject) } : {}),
    ...(said(one.what) ? { what: said(one.what) } : {}),
    ...(one.promised_for ? { promised_for: one.promised_for } : {}),
  };
}
