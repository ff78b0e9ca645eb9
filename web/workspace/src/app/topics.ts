import { useQuery } from "@tanstack/react-query";
import { api, data } from "./api";
import { useLocale } from "./words";

/** Names of topics in the language of the screen. */
export function useTopics() {
  const { locale } = useLocale();
  const { data: topics = [] } = useQuery({
    queryKey: ["topics"],
    staleTime: 5 * 60_000,
    queryFn: () => data(api.GET("/api/v1/topics")),
  });
  const names = new Map(topics.map((topic) => [topic.id, locale === "ru" ? topic.ru : topic.en]));
  return { topics, nameOf: (topic: string) => names.get(topic) ?? topic };
}
