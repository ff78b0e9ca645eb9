/** Opening hours as one would say them: “Mon–Fri 9–18, Riga time”. */
import type { Locale } from "@pitboss/i18n";
import type { Schemas } from "../app/api";

const MONDAY = Date.UTC(2024, 0, 1);
const ALL_DAY = "00:00-24:00";
const WORDS = {
  en: { always: "day and night", never: "always closed", time: (city: string) => `${city} time` },
  ru: { always: "круглосуточно", never: "всегда закрыто", time: (city: string) => `время: ${city}` },
};
const CITIES: Record<string, string> = {
  "Europe/Moscow": "Москва",
  "Europe/Riga": "Рига",
  "Europe/Vilnius": "Вильнюс",
  "Europe/Tallinn": "Таллин",
  "Europe/Kyiv": "Киев",
  "Europe/Minsk": "Минск",
  "Europe/Malta": "Мальта",
  "Europe/London": "Лондон",
  "Europe/Berlin": "Берлин",
  "Asia/Nicosia": "Никосия",
  "Asia/Almaty": "Алматы",
  "Asia/Tbilisi": "Тбилиси",
  "Asia/Yerevan": "Ереван",
};

export function dayNames(locale: Locale, style: "long" | "short"): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, day) => format.format(MONDAY + day * 86_400_000));
}

export function hoursSentence(hours: Schemas["HoursBody"], locale: Locale): string {
  const words = WORDS[locale];
  if (hours.week.every((day) => day.length === 1 && day[0] === ALL_DAY) && !hours.holidays?.length)
    return words.always;
  const days = dayNames(locale, "short");
  const told: string[] = [];
  let from = 0;
  for (let day = 1; day <= 7; day++) {
    if (day < 7 && hours.week[day]?.join() === hours.week[from]?.join()) continue;
    const intervals = hours.week[from] ?? [];
    if (intervals.length > 0) {
      const last = day - 1;
      const span = last === from ? days[from] : `${days[from]}${last === from + 1 ? ", " : "–"}${days[last]}`;
      told.push(`${span} ${intervals.map((one) => short(one, words.always)).join(", ")}`);
    }
    from = day;
  }
  return told.length === 0 ? words.never : `${told.join("; ")}, ${zoneName(hours.zone, locale)}`;
}

function short(interval: string, always: string): string {
  return interval === ALL_DAY
    ? always
    : interval
        .split("-")
        .map((time) => time.replace(/^0(?=\d)/, "").replace(/:00$/, ""))
        .join("–");
}

function zoneName(zone: string, locale: Locale): string {
  if (zone === "UTC") return "UTC";
  const city = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  return WORDS[locale].time(locale === "ru" ? (CITIES[zone] ?? city) : city);
}
