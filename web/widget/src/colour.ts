/** Readable colours out of a brand's own (WCAG 2.2, 1.4.3: 4.5 to 1 for text). Colours are #rrggbb. */
type Rgb = readonly [number, number, number];

export const READABLE = 4.5;
const WHITE = "#ffffff";
const INK = "#14171a";

function rgb(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

function hex(parts: Rgb): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: string): number {
  const [r, g, b] = rgb(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: string, other: string): number {
  const ratio = (luminance(one) + 0.05) / (luminance(other) + 0.05);
  return Math.max(ratio, 1 / ratio);
}

/** `share` of the way from one colour to the other. */
function towards(from: string, to: string, share: number): string {
  const [a, b] = [rgb(from), rgb(to)];
  return hex(a.map((part, index) => part + ((b[index] ?? 0) - part) * share) as unknown as Rgb);
}

/** The colour itself if it can be read on `ground`, else the nearest on the way to black or white that can. */
function readableOn(colour: string, ground: string): string {
  const end = luminance(ground) > 0.18 ? "#000000" : WHITE;
  for (let share = 0; share < 1; share += 0.05) {
    const tried = towards(colour, end, share);
    if (contrast(tried, ground) >= READABLE) return tried;
  }
  return end;
}

type Accent = { fill: string; onFill: string; text: string };

/** What a brand's colour becomes: `fill` for buttons with `onFill` on it, `text` for words on `ground`. A light colour
 * takes dark words; any other takes white ones and is darkened until they can be read. */
export function accentOf(colour: string, ground: string): Accent {
  const text = readableOn(colour, ground);
  return contrast(colour, WHITE) < 2.6
    ? { fill: colour, onFill: INK, text }
    : { fill: readableOn(colour, WHITE), onFill: WHITE, text };
}
