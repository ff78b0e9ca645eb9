import { useQuery } from "@tanstack/react-query";
import { api, data, type Schemas } from "./api";
import { useLocale } from "./words";

const NONE: readonly Schemas["TopicView"][] = [];

/** What a ticket can be about, named in the language of the screen: in a brand with its own names and topics, else as
 * every brand begins. `topics`: those that may be chosen; names are known of those switched off too. Read again when the
 * brand changes them. */
export function useTopics(brand?: string) {
  const { locale } = useLocale();
  const { data: known = NONE } = useQuery({
    queryKey: ["topics", brand ?? null],
    staleTime: 5 * 60_000,
    queryFn: () =>
      data(api.GET("/api/v1/topics", { params: { query: brand === undefined ? {} : { brand } } })),
  });
  const names = new Map(known.map((topic) => [topic.id, locale === "ru" ? topic.ru : topic.en]));
  return {
    topics: known.filter((topic) => topic.enabled),
    nameOf: (topic: string) => names.get(topic) ?? topic,
  };
}
