import { type Translation, translator, type Values } from "@pitboss/i18n";
import type { Language } from "../language";
import type { en } from "./en";
import type { enMore } from "./more.en";

/** What `more` says comes with it. */
type All = typeof en & typeof enMore;
export type Texts = Partial<Translation<All>>;
export type Key = keyof All;
export type Words = (key: Key, values?: Values) => string;

export function wordsOf(language: Language, texts: Texts): Words {
  const all = texts as Translation<All>;
  return translator<All>(language, { en: all, ru: all });
}

/** A wait in words that a person would use: nobody needs seconds. */
export function waitIn(words: Words, seconds: number): string {
  if (seconds < 60) return words("wait_soon");
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90
    ? words("wait_minutes", { count: minutes })
    : words("wait_hours", { count: Math.round(minutes / 60) });
}

function dayOf(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

function written(language: Language, moment: Date, how: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "ru", how).format(moment);
}

const TIME = { hour: "2-digit", minute: "2-digit" } as const;
const DAY = { day: "numeric", month: "long" } as const;

export function dayIn(words: Words, language: Language, moment: Date, now: Date): string {
  const days = Math.round((dayOf(now) - dayOf(moment)) / 86_400_000);
  if (days === 0) return words("today");
  if (days === 1) return words("yesterday");
  const year = moment.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return written(language, moment, { ...DAY, ...year });
}

export function timeIn(language: Language, moment: Date): string {
  return written(language, moment, TIME);
}

/** `14:00` of today, or a day and a time. */
export function whenIn(language: Language, moment: Date, now: Date): string {
  const day = dayOf(moment) === dayOf(now) ? {} : ({ weekday: "long", ...DAY } as const);
  return written(language, moment, { ...day, ...TIME });
}
