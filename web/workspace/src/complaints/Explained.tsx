import { List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, data } from "../app/api";
import { useLocale } from "../app/words";
import { Loading } from "../settings/parts";
import { useWords } from "./case.words";
import classes from "./complaints.module.css";
import type { Case, Clock } from "./data";
import { useNameOf } from "./names.words";

/** How a deadline comes about: its rule, how surely that is known, and every step of the reckoning. */
export function Explained({ one, clock }: { one: Case; clock: Clock }) {
  const t = useWords();
  const nameOf = useNameOf();
  const { locale } = useLocale();
  const found = useQuery({
    queryKey: ["complaints", "explained", one.id, clock.kind, locale],
    queryFn: () =>
      data(
        api.GET("/api/v1/complaints/{complaint}/deadlines/{kind}/explained", {
          params: { path: { complaint: one.id, kind: clock.kind } },
        }),
      ),
  });
  return (
    <Stack gap="sm">
      <dl className={classes.facts}>
        <dt>{t("rule")}</dt>
        <dd>
          {clock.rule} · {nameOf(clock.force)}
        </dd>
        <dt>{t("verifiedAs")}</dt>
        <dd>{nameOf(clock.grade)}</dd>
        <dt>{t("source")}</dt>
        <dd>{clock.source.length > 0 ? clock.source.join(", ") : t("noSource")}</dd>
        <dt>{t("version")}</dt>
        <dd>
          {one.pack} · <span className={classes.hash}>{one.pack_version.slice(0, 12)}</span>
        </dd>
      </dl>
      <Title order={3} size="h6">
        {t("arithmetic")}
      </Title>
      {!found.data && <Loading error={found.error} />}
      <List type="ordered" size="sm" spacing={6}>
        {found.data?.explained.map((sentence) => (
          <List.Item key={sentence}>
            <Text size="sm">{sentence}</Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
