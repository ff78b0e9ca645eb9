import { useEffect } from "react";
import { api } from "../app/api";
import { queries } from "../app/queries";
import { type Me, session, useMe } from "../app/session";
import { useLocale } from "../app/words";

/** The desk speaks to me in the language of my screen: its reasons, refusals and names are read again when it changes. */
export function useLanguageTold() {
  const { locale } = useLocale();
  const { locale: told } = useMe();
  useEffect(() => {
    if (told === locale) return undefined;
    let current = true;
    void api
      .PUT("/api/v1/me/preferences", { body: { language: locale } })
      .then(() => {
        if (!current) return;
        queries.setQueryData<Me | null>(session.queryKey, (me) => me && { ...me, locale });
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
      })
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [locale, told]);
}
