/** What the buttons above a text in Markdown do to it. Pure: the part that is replaced, by what, and what is chosen then. */
export interface Edit {
  from: number;
  to: number;
  text: string;
  /** What is chosen afterwards, counted from the beginning of the whole text. */
  select: readonly [number, number];
}

export type Format = "bold" | "italic" | "h2" | "h3" | "bullets" | "numbers" | "quote" | "table";

const AROUND = { bold: "**", italic: "_" } as const;
const BEFORE = {
  h2: () => "## ",
  h3: () => "### ",
  bullets: () => "- ",
  numbers: (line: number) => `${line + 1}. `,
  quote: () => "> ",
} as const;
const MARKED = /^(#{1,6} |- |\d+\. |> )/;

/** `words`: what stands in for a text that isn't there yet. */
export function formatted(text: string, from: number, to: number, how: Format, words: string): Edit {
  if (how === "table") return tableAt(text, to, words);
  if (how === "bold" || how === "italic") return around(text, from, to, AROUND[how], words);
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", to > from && text[to - 1] === "\n" ? to - 1 : to);
  const end = next < 0 ? text.length : next;
  const lines = text.slice(start, end).split("\n");
  const already = lines.every((line, n) => line.startsWith(BEFORE[how](n)));
  const now = lines
    .map((line, n) => (already ? "" : BEFORE[how](n)) + (line.replace(MARKED, "") || (already ? "" : words)))
    .join("\n");
  return { from: start, to: end, text: now, select: [start + now.length, start + now.length] };
}

function around(text: string, from: number, to: number, sign: string, words: string): Edit {
  const chosen = text.slice(from, to);
  if (chosen.length > 2 * sign.length && chosen.startsWith(sign) && chosen.endsWith(sign)) {
    const bare = chosen.slice(sign.length, -sign.length);
    return { from, to, text: bare, select: [from, from + bare.length] };
  }
  const inside = chosen || words;
  const begin = from + sign.length;
  return { from, to, text: `${sign}${inside}${sign}`, select: [begin, begin + inside.length] };
}

function tableAt(text: string, at: number, words: string): Edit {
  const lead = at === 0 || text.slice(0, at).endsWith("\n\n") ? "" : text[at - 1] === "\n" ? "\n" : "\n\n";
  const head = `| ${words} | ${words} |\n| --- | --- |\n|  |  |\n`;
  const begin = at + lead.length + 2;
  return { from: at, to: at, text: `${lead}${head}`, select: [begin, begin + words.length] };
}

/** A link from what is chosen, or from its name. */
export function linked(text: string, from: number, to: number, address: string, name: string): Edit {
  const put = `[${(text.slice(from, to) || name).replace(/[[\]]/g, "")}](${address})`;
  return { from, to, text: put, select: [from + put.length, from + put.length] };
}

/** A picture in a paragraph of its own. */
export function pictured(text: string, at: number, id: string, alt: string): Edit {
  const lead = at === 0 || text.slice(0, at).endsWith("\n\n") ? "" : "\n\n";
  const put = `${lead}![${alt.replace(/[[\]]/g, "")}](image:${id})\n\n`;
  return { from: at, to: at, text: put, select: [at + put.length, at + put.length] };
}
