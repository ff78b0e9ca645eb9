/** What was read of a frozen item, as lines of name and value. Pure. */

export interface Line {
  depth: number;
  name: string;
  value: string;
}

/** A sum as people write it: zeros that say nothing are left out, the two of cents stay. */
export const sumOf = (amount: string): string =>
  amount.includes(".") ? amount.replace(/(\.\d\d)(\d*?)0+$/, "$1$2") : amount;

const MOST = 2_000;

/** Objects and lists become deeper lines; an empty value says nothing and is left out. `number`: of an entry of a list. */
export function linesOf(value: unknown, depth = 0): Line[] {
  const lines: Line[] = [];
  add(value, depth, lines);
  return lines.slice(0, MOST);
}

function add(value: unknown, depth: number, lines: Line[]) {
  if (lines.length > MOST || value === null || typeof value !== "object") return;
  const named: [string, unknown][] = Array.isArray(value)
    ? value.map((one, n) => [String(n + 1), one])
    : Object.entries(value);
  for (const [name, one] of named) {
    if (one === null || one === "" || (Array.isArray(one) && one.length === 0)) continue;
    if (typeof one !== "object") {
      lines.push({ depth, name, value: String(one) });
      continue;
    }
    const money = moneyOf(one);
    if (money !== undefined) lines.push({ depth, name, value: money });
    else {
      lines.push({ depth, name, value: "" });
      add(one, depth + 1, lines);
    }
  }
}

function moneyOf(value: object): string | undefined {
  const { amount, currency, ...rest } = value as Record<string, unknown>;
  return (typeof amount === "string" || typeof amount === "number") &&
    typeof currency === "string" &&
    Object.keys(rest).length === 0
    ? `${amount} ${currency}`
    : undefined;
}
