import { type Translation, translator, type Values } from "@pitboss/i18n";
import type { Language } from "../language";
import type { en } from "./en";

export type Texts = Translation<typeof en>;
export type Key = keyof typeof en;
export type Words = (key: Key, values?: Values) => string;

export function wordsOf(language: Language, texts: Texts): Words {
  return translator<typeof en>(language, { en: texts, ru: texts });
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

export function dayIn(words: Words, language: Language, moment: Date, now: Date): string {
  const days = Math.round((dayOf(now) - dayOf(moment)) / 86_400_000);
  if (days === 0) return words("today");
  if (days === 1) return words("yesterday");
  const year = moment.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", ...year }).format(moment);
}

export function timeIn(language: Language, moment: Date): string {
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "ru", {
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment);
}

/** `14:00` of today, or a day and a time. */
export function whenIn(language: Language, moment: Date, now: Date): string {
  if (dayOf(moment) === dayOf(now)) return timeIn(language, moment);
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "ru", {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment);
}
