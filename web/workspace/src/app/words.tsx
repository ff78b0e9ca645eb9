import {
  type Catalogue,
  type Locale,
  localeOf,
  type Translation,
  translator,
  type Values,
} from "@pitboss/i18n";
import { createContext, type PropsWithChildren, useContext, useEffect, useMemo, useState } from "react";

const KEPT = "pitboss.locale";

interface Known {
  locale: Locale;
  setLocale: (locale: Locale) => void;
}

const Context = createContext<Known>({ locale: "en", setLocale: () => undefined });

/** The language of the screen: what was chosen here before, else the browser's. */
export function LocaleProvider({ children }: PropsWithChildren) {
  const [locale, setLocale] = useState<Locale>(() =>
    localeOf([localStorage.getItem(KEPT) ?? "", ...navigator.languages]),
  );
  useEffect(() => {
    document.documentElement.lang = locale;
    localStorage.setItem(KEPT, locale);
  }, [locale]);
  const known = useMemo(() => ({ locale, setLocale }), [locale]);
  return <Context.Provider value={known}>{children}</Context.Provider>;
}

export const useLocale = () => useContext(Context);

/** An area's words, `const useWords = words(en, ru)`. The Russian catalogue must have every key of the English one. */
export function words<const C extends Catalogue>(en: C, ru: Translation<C>) {
  type Words = (key: keyof C & string, values?: Values) => string;
  // To make one takes longer than to use it a hundred times, and each row of a long list asks for it.
  const made: Partial<Record<Locale, Words>> = {};
  return function useWords(): Words {
    const { locale } = useContext(Context);
    made[locale] ??= translator<C>(locale, { en: en as unknown as Translation<C>, ru }) as Words;
    return made[locale];
  };
}
