/** Times as people say them. All in the language of the screen and the time zone of the browser. */

import type { Locale } from "@pitboss/i18n";
import { useEffect, useState } from "react";
import { useLocale } from "./words";

/** The present moment, renewed every `everyMs`. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The screen's language with its person's country, where the browser names one; so that an American reads 2 PM, and
 * everybody else 14:00. */
function countryOf(locale: Locale): string {
  const own = navigator.languages.find((language) => language.toLowerCase().startsWith(`${locale}-`));
  return own ?? (locale === "ru" ? "ru-RU" : "en-GB");
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** The largest two units of a length: "2 h 5 min", "40 s". */
export function lengthOf(seconds: number, locale: string): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0 || (unit === "second" && parts.length === 0)) {
      parts.push(new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count));
      rest -= count * size;
      if (parts.length === 2 || unit === "minute") break;
    } else if (parts.length > 0) break;
  }
  return parts.join(" ");
}

export function useTimes() {
  const { locale } = useLocale();
  const country = countryOf(locale);
  return {
    time: (at: string | number) =>
      new Intl.DateTimeFormat(country, { timeStyle: "short" }).format(new Date(at)),
    day: (at: string | number) =>
      new Intl.DateTimeFormat(country, { weekday: "long", day: "numeric", month: "long" }).format(
        new Date(at),
      ),
    moment: (at: string | number) =>
      new Intl.DateTimeFormat(country, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at)),
    length: (seconds: number) => lengthOf(seconds, locale),
  };
}
