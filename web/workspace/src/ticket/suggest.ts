/** What the words before the cursor ask for: a canned reply, a colleague, an emoji. */
export type Trigger = "/" | "@" | ":";

export interface Asked {
  trigger: Trigger;
  words: string;
  /** How many characters before the cursor it takes, with its sign. */
  length: number;
}

const ASKED = /(^|[\s(])([/@:])([\p{L}\p{N}_-]{0,40})$/u;

/** `before`: the text of the line up to the cursor. An address or a time such as 12:30 asks for nothing. */
export function askedFor(before: string, offered: readonly Trigger[]): Asked | undefined {
  const found = ASKED.exec(before);
  if (found === null) return undefined;
  const trigger = found[2] as Trigger;
  const words = found[3] ?? "";
  if (!offered.includes(trigger)) return undefined;
  if (trigger === ":" && words.length < 2) return undefined;
  return { trigger, words, length: words.length + 1 };
}
