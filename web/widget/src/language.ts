export type Language = "ru" | "en";

/** The first that we speak, of the tags in their order (`ru-RU`, `en`, …); the last resort for none. */
export function languageOf(tags: readonly (string | null | undefined)[], otherwise: Language): Language {
  for (const tag of tags) {
    const short = tag?.trim().toLowerCase().slice(0, 2);
    if (short === "ru" || short === "en") return short;
  }
  return otherwise;
}
