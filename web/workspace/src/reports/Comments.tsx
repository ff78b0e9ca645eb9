import { Anchor, Badge, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTimes } from "../app/times";
import type { Comment, Theme } from "./data";
import classes from "./Reports.module.css";
import { useWords } from "./words";

/** The players' own words, each with the way to its ticket. */
export function Comments({
  comments,
  prefix,
  theme,
  topicOf,
}: {
  comments: readonly Comment[];
  prefix: string;
  theme: Theme | undefined;
  topicOf: (topic: string) => string;
}) {
  const t = useWords();
  const { moment } = useTimes();
  if (comments.length === 0) return null;
  return (
    <section aria-labelledby="report-comments">
      <Title order={2} size="h4" id="report-comments">
        {theme === undefined ? t("comments") : t("commentsOf", { theme: t(theme) })}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("commentsWhy")}
      </Text>
      {comments.map((said) => {
        const number = `${prefix}-${said.number}`;
        return (
          <article key={said.ticket_id} className={classes.comment}>
            <Group gap="xs" mb={2}>
              <Badge
                variant="light"
                color={said.score >= 4 ? "green" : said.score === 3 ? "yellow" : "red"}
                className="numbers"
              >
                {said.score} / 5
              </Badge>
              <Anchor
                size="sm"
                aria-label={t("open", { number })}
                renderRoot={(props) => (
                  <Link
                    to="/list/$list/$ticket"
                    params={{ list: "all", ticket: said.ticket_id }}
                    {...props}
                  />
                )}
              >
                {number}
              </Anchor>
              <Text size="sm" c="dimmed">
                {[topicOf(said.topic), said.agent, moment(said.at)].filter(Boolean).join(" · ")}
              </Text>
            </Group>
            <Text className={classes.words}>{said.comment}</Text>
            <Text size="xs" c="dimmed">
              {said.themes.map((one) => t(one)).join(", ")}
            </Text>
          </article>
        );
      })}
    </section>
  );
}
