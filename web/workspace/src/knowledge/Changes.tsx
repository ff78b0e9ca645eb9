import { Group, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { api, data, type Schemas } from "../app/api";
import { Loading, Mark } from "../settings/parts";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

type Part = Schemas["DifferencePart"];

/** What one version says otherwise than another, word by word. `revision`: so that a saved draft is compared anew. */
export function Changes({
  article,
  older,
  newer,
  revision = 0,
}: {
  article: string;
  older: number;
  newer: number;
  revision?: number;
}) {
  const t = useWords();
  const { data: difference, error } = useQuery({
    queryKey: ["knowledge", "difference", article, older, newer, revision],
    queryFn: () =>
      data(
        api.GET("/api/v1/knowledge/articles/{article}/difference", {
          params: { path: { article }, query: { older, newer } },
        }),
      ),
  });
  if (!difference) return <Loading error={error} />;
  return <Differing difference={difference} note={t("compared", { older, newer })} />;
}

/** Both texts in one, with what was added and removed. */
export function Differing({ difference, note }: { difference: Schemas["Difference"]; note: string }) {
  const t = useWords();
  const same = (parts: readonly Part[]) => parts.every(({ how }) => how === "same");
  const nothing =
    same(difference.title) &&
    same(difference.summary) &&
    same(difference.text) &&
    difference.words_added.length + difference.words_removed.length === 0;
  return (
    <section aria-label={t("whatChanges")}>
      <Stack gap="md">
        <Group gap="md">
          <Text size="xs" className={classes.difference}>
            <ins>{t("added")}</ins>
          </Text>
          <Text size="xs" className={classes.difference}>
            <del>{t("removed")}</del>
          </Text>
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        </Group>
        {nothing && <Text size="sm">{t("noDifference")}</Text>}
        {(["title", "summary"] as const).map(
          (name) =>
            !same(difference[name]) && (
              <div key={name}>
                <Title order={2} size="h6">
                  {t(name)}
                </Title>
                <Parts parts={difference[name]} />
              </div>
            ),
        )}
        {!same(difference.text) && (
          <div>
            <Title order={2} size="h6">
              {t("text")}
            </Title>
            <Parts parts={difference.text} />
          </div>
        )}
        {difference.words_added.length + difference.words_removed.length > 0 && (
          <div>
            <Title order={2} size="h6" mb={4}>
              {t("playersWords")}
            </Title>
            <Group gap={6}>
              {difference.words_added.map((phrase) => (
                <Mark key={`+${phrase}`} color="green">
                  + {phrase}
                </Mark>
              ))}
              {difference.words_removed.map((phrase) => (
                <Mark key={`-${phrase}`} color="red">
                  − {phrase}
                </Mark>
              ))}
            </Group>
          </div>
        )}
      </Stack>
    </section>
  );
}

function Parts({ parts }: { parts: readonly Part[] }) {
  const t = useWords();
  return (
    <div className={classes.difference}>
      {parts.map((part, n) => {
        // The parts have no names of their own, and never change places.
        const key = `${n}-${part.how}`;
        if (part.how === "same") return <Fragment key={key}>{part.text}</Fragment>;
        const Tag = part.how === "added" ? "ins" : "del";
        return (
          <Tag key={key}>
            <VisuallyHidden component="span">{t(part.how)}: </VisuallyHidden>
            {part.text}
          </Tag>
        );
      })}
    </div>
  );
}
