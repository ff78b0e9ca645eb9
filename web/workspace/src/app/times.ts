/** Times as people say them. All in the language of the screen and the time zone of the browser. */
import type { Locale } from "@pitboss/i18n";
import { useSyncExternalStore } from "react";
import { useLocale } from "./words";

/** A clock that all who look at it share, so that all numbers on a screen change together. It stands while nobody looks. */
class Clock {
  #now = Date.now();
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly everyMs: number) {}

  readonly listen = (listener: () => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      this.#now = Date.now();
      for (const told of this.#listeners) told();
    }, this.everyMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  };

  readonly now = () => {
    // What stood still shows the past: set it right before it goes on.
    if (this.#timer === undefined && Date.now() - this.#now >= this.everyMs) this.#now = Date.now();
    return this.#now;
  };
}

const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
  let clock = clocks.get(everyMs);
  if (!clock) {
    clock = new Clock(everyMs);
    clocks.set(everyMs, clock);
  }
  return clock;
}

/** The present moment, renewed every `everyMs`. */
export function useNow(everyMs = 1_000): number {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(clock.listen, clock.now);
}

/** What `read` makes of the present moment, which it is asked for every second. The component is drawn anew only when
 * that has changed: "2 h" stays for an hour. */
export function useOfNow<T extends string | number | boolean>(read: (now: number) => T): T {
  const clock = clockOf(1_000);
  return useSyncExternalStore(clock.listen, () => read(clock.now()));
}

const formats = new Map<string, Intl.NumberFormat>();

/** To make a format takes longer than to use it a hundred times. */
function formatOf(locale: string, unit: string): Intl.NumberFormat {
  const name = `${locale} ${unit}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" });
    formats.set(name, format);
  }
  return format;
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
      parts.push(formatOf(locale, unit).format(count));
      rest -= count * size;
      if (parts.length === 2 || unit === "minute") break;
    } else if (parts.length > 0) break;
  }
  return parts.join(" ");
}

function timesIn(locale: Locale, country: string) {
  const written = (shape: Intl.DateTimeFormatOptions) => {
    let format: Intl.DateTimeFormat | undefined;
    return (at: string | number) => {
      format ??= new Intl.DateTimeFormat(country, shape);
      return format.format(new Date(at));
    };
  };
  return {
    time: written({ timeStyle: "short" }),
    day: written({ weekday: "long", day: "numeric", month: "long" }),
    shortDay: written({ day: "numeric", month: "short" }),
    date: written({ dateStyle: "medium" }),
    moment: written({ dateStyle: "medium", timeStyle: "short" }),
    length: (seconds: number) => lengthOf(seconds, locale),
  };
}

const times = new Map<string, ReturnType<typeof timesIn>>();

export function useTimes() {
  const { locale } = useLocale();
  const country = countryOf(locale);
  const name = `${locale} ${country}`;
  let known = times.get(name);
  if (!known) {
    known = timesIn(locale, country);
    times.set(name, known);
  }
  return known;
}
