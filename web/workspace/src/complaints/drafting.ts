/** Fills the facts of a decision from what is frozen. It lists what the records say, and concludes nothing. Pure. */
import type { Locale } from "@pitboss/i18n";
import { happenedIn } from "./happened.words";

export interface Fact {
  at: string;
  what: string;
  facts: Readonly<Record<string, string>>;
  evidence: string;
}

const MOST = 60;
/** What a decision hardly turns on; it stands in the pack all the same. */
const BESIDE = ["session", "talk", "message"];

/** One line for each thing that happened, with the number of the item that says so. `about`: names of bets and payments; where
 * any of them is in the records, only what concerns them is listed. */
export function factsDrafted(
  found: readonly Fact[],
  numbers: ReadonlyMap<string, number>,
  about: string,
  language: Locale,
): string {
  const said = happenedIn(language);
  const format = new Intl.DateTimeFormat(language === "ru" ? "ru-RU" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const of = language === "ru" ? "доказательство" : "evidence";
  const kept = found.filter(({ what }) => !BESIDE.includes(what.split(".")[0] ?? ""));
  const named = kept.filter(({ facts }) => facts.id !== undefined && mentions(about, facts.id));
  return (named.length > 0 ? named : kept)
    .slice(0, MOST)
    .map(({ at, what, facts, evidence }) => {
      const details = Object.entries(facts).map(([name, value]) => `${said.fact(name)}: ${value}`);
      const item = numbers.get(evidence);
      return [
        `${format.format(new Date(at))} UTC. ${said.what(what)}`,
        details.length > 0 ? ` (${details.join("; ")})` : "",
        item === undefined ? "." : `. [${of} ${item}]`,
      ].join("");
    })
    .join("\n");
}

const mentions = (text: string, id: string): boolean =>
  text.split(/[^\p{L}\p{N}_-]+/u).some((word) => word.toLowerCase() === id.toLowerCase());
