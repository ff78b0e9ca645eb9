/** What a kind of letter asks for, and how its text is shown. Pure. */
import type { Schemas } from "../app/api";

export type LetterKind = Schemas["LetterKind"];
export const KINDS = [
  "acknowledgement",
  "information_request",
  "progress",
  "extension",
  "overdue",
  "final_response",
  "final_response_satisfied",
  "deadlock",
  "appeal_outcome",
] as const satisfies readonly LetterKind[];

export type Part = "reason" | "news" | "items" | "until" | "outcome" | "redress" | "body";

const PARTS: Readonly<Record<LetterKind, readonly Part[]>> = {
  acknowledgement: [],
  extension: ["reason"],
  progress: ["news"],
  information_request: ["items", "until"],
  overdue: ["body"],
  final_response: ["outcome", "redress", "body"],
  final_response_satisfied: ["outcome", "redress", "body"],
  deadlock: ["reason", "body"],
  appeal_outcome: ["outcome", "redress", "body"],
};
export const partsOf = (kind: LetterKind): readonly Part[] => PARTS[kind];

/** The letter that the stage most likely asks for. */
export function likely(stage: string, appeal: string): LetterKind {
  if (appeal === "decided") return "appeal_outcome";
  if (stage === "registered") return "acknowledgement";
  if (stage === "decided" || stage === "carried_out" || stage === "closed") return "final_response";
  return "progress";
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A page of its own for the frame: no script, no origin, nothing loaded. */
export function pageOf(subject: string, text: string, language: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p>${escaped(part).replaceAll("\n", "<br>")}</p>`)
    .join("");
  return `<!doctype html><html lang="${escaped(language)}"><meta charset="utf-8"><title>${escaped(subject)}</title><style>body{font:15px/1.55 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:1.5rem;overflow-wrap:anywhere}h1{font-size:1.1rem}</style><h1>${escaped(subject)}</h1>${paragraphs}</html>`;
}
