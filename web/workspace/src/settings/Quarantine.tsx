import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconFileAlert, IconRefresh } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { Heading, Loading, Mark, Nothing, Refused, ShowMore, told, useBrand, useWrite } from "./parts";
import classes from "./settings.module.css";
import { useWords } from "./words";

type Quarantined = Schemas["Quarantined"];

export function Quarantine() {
  const t = useWords();
  const brand = useBrand();
  const {
    data: pages,
    error,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useInfiniteQuery({
    queryKey: ["quarantine", brand],
    initialPageParam: undefined as string | undefined,
    refetchInterval: 30_000,
    getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
    queryFn: ({ pageParam: cursor }) =>
      data(
        api.GET("/api/v1/brands/{brand}/quarantine", {
          params: { path: { brand }, query: cursor ? { cursor } : {} },
        }),
      ),
  });
  const waiting = pages?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Heading title={t("quarantine")} hint={t("quarantineHint")} />
      {!pages ? (
        <Loading error={error} />
      ) : waiting.length === 0 ? (
        <Nothing>{t("nothingQuarantined")}</Nothing>
      ) : (
        <Stack>
          <Text size="sm" fw={500} role="status">
            {t("quarantinedNow", { count: waiting.length })}
            {hasNextPage ? ` · ${t("andMore")}` : ""}
          </Text>
          <ul className={classes.list} aria-label={t("quarantine")}>
            {waiting.map((original) => (
              <Original key={original.id} original={original} brand={brand} />
            ))}
          </ul>
          <ShowMore of={{ hasNextPage, isFetchingNextPage, fetchNextPage }} mt={0}>
            {t("more")}
          </ShowMore>
        </Stack>
      )}
    </>
  );
}

function Original({ original, brand }: { original: Quarantined; brand: string }) {
  const t = useWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const queries = useQueryClient();
  const { run, busy, problem } = useWrite();
  const size = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: 1,
  }).format(original.size / 1024);
  return (
    <li className={classes.item}>
      <Stack gap="xs" p="sm" w="100%">
        <Group gap="xs">
          <IconFileAlert size={18} stroke={1.7} aria-hidden />
          <Text size="sm" fw={550}>
            {original.channel_name}
          </Text>
          <Text size="xs" c="dimmed">
            {moment(original.received_at)} · {size}
          </Text>
          <Mark color="orange">{t("attempts", { count: original.attempts })}</Mark>
        </Group>
        <Alert color="orange" variant="light" py="xs" role="note">
          <Text size="sm" className={classes.data}>
            {original.error ?? t("noReason")}
          </Text>
        </Alert>
        <Refused problem={problem} />
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            loading={busy}
            leftSection={<IconRefresh size={14} />}
            onClick={() =>
              run(async () => {
                await api.POST("/api/v1/quarantine/{original}/retry", {
                  params: { path: { original: original.id } },
                });
                told(t("retried"));
                await queries.invalidateQueries({ queryKey: ["quarantine", brand] });
              })
            }
          >
            {t("tryAgain")}
          </Button>
          <Anchor
            size="xs"
            href={`/api/v1/originals/${original.id}`}
            download
            display="inline-flex"
            style={{ alignItems: "center", gap: 4 }}
          >
            <IconDownload size={14} aria-hidden /> {t("downloadRaw")}
          </Anchor>
        </Group>
      </Stack>
    </li>
  );
}
