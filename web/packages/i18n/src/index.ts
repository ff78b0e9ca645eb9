/** Words in Russian and English. A catalogue is an object of messages; a message is a text with {names}, or its
 * plural forms chosen by `count`. The type of the English catalogue is what the Russian one must fill. */
export type Locale = "en" | "ru";
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Message = string | Plural;
export type Catalogue = { readonly [key: string]: Message };
/** The same keys; a plural stays a plural. */
export type Translation<C extends Catalogue> = {
  readonly [K in keyof C]: C[K] extends string ? string : Plural;
};
export type Values = Readonly<Record<string, string | number>>;

/** The first language of the list that we speak; English for none. */
export function localeOf(languages: readonly string[]): Locale {
  for (const language of languages) {
    const short = language.toLowerCase().slice(0, 2);
    if (short === "ru" || short === "en") return short;
  }
  return "en";
}

export function translator<C extends Catalogue>(locale: Locale, catalogues: Record<Locale, Translation<C>>) {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const catalogue = catalogues[locale];
  return (key: keyof C & string, values: Values = {}): string => {
    const message = catalogue[key] as Message;
    const text =
      typeof message === "string"
        ? message
        : (message[plurals.select(Number(values.count))] ?? message.other);
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = values[name];
      if (value === undefined) return hole;
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
}
