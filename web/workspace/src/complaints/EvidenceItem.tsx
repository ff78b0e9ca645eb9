import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useTimes } from "../app/times";
import { Loading } from "../settings/parts";
import classes from "./complaints.module.css";
import { Dialog } from "./Dialog";
import type { Case } from "./data";
import { useSource, useWords } from "./evidence.words";
import { linesOf } from "./facts";
import { useHappened } from "./happened.words";

const WHEN = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A frozen item: what was read of it, in words or raw, and by what it is known to be unaltered. */
export function EvidenceItem({
  one,
  id,
  onClose,
  onReview,
}: {
  one: Case;
  id: string;
  onClose: () => void;
  onReview?: () => Promise<boolean>;
}) {
  const t = useWords();
  const sourceOf = useSource();
  const { moment } = useTimes();
  const { fact } = useHappened();
  const [raw, setRaw] = useState(false);
  const found = useQuery({
    queryKey: ["complaints", "evidence", one.id, id],
    queryFn: () =>
      data(
        api.GET("/api/v1/complaints/{complaint}/evidence/{item}", {
          params: { path: { complaint: one.id, item: id } },
        }),
      ),
  });
  const held = found.data;
  const item = held?.item;
  const said = (value: string) => (WHEN.test(value) ? moment(value) : value);
  return (
    <Dialog
      title={item ? `${t("itemTitle", { seq: item.seq })}: ${item.label}` : t("loading")}
      size="xl"
      onClose={onClose}
    >
      {!held || !item ? (
        <Loading error={found.error} />
      ) : (
        <>
          <dl className={classes.facts}>
            <dt>{t("source")}</dt>
            <dd>{sourceOf(item.source)}</dd>
            <dt>{t("taken")}</dt>
            <dd className="numbers">{moment(item.taken_at)}</dd>
            {item.occurred_at !== null && (
              <>
                <dt>{t("occurred")}</dt>
                <dd className="numbers">{moment(item.occurred_at)}</dd>
              </>
            )}
            <dt>{t("hash")}</dt>
            <dd className={classes.hash}>{item.content_sha256}</dd>
            <dt>{t("previous")}</dt>
            <dd className={classes.hash}>{held.previous_sha256}</dd>
            <dt>{t("link")}</dt>
            <dd className={classes.hash}>{item.sha256}</dd>
          </dl>
          <Group justify="space-between" gap="xs">
            <SegmentedControl
              size="xs"
              aria-label={t("frozenForm")}
              value={raw ? "raw" : "words"}
              onChange={(value) => setRaw(value === "raw")}
              data={[
                { value: "words", label: t("normalised") },
                { value: "raw", label: t("raw") },
              ]}
            />
            <Text size="xs" c="dimmed">
              {t("frozenWhy")}
            </Text>
          </Group>
          {raw ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
            <section className={classes.raw} tabIndex={0} aria-label={t("raw")}>
              {JSON.stringify(held.facts, null, 2)}
            </section>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
            <section className={classes.raw} tabIndex={0} aria-label={t("normalised")}>
              {linesOf(held.facts).map((line, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of what never changes
                <div key={n} style={{ paddingInlineStart: `${line.depth * 1.1}rem` }}>
                  <Text span size="sm" {...(line.value ? { c: "dimmed" } : { fw: 600 })}>
                    {fact(line.name)}
                    {line.value && ": "}
                  </Text>
                  <Text span size="sm" className="numbers">
                    {said(line.value)}
                  </Text>
                </div>
              ))}
            </section>
          )}
          <Group justify="space-between">
            <Button
              component="a"
              variant="default"
              href={`/api/v1/complaints/${one.id}/evidence/${item.id}/file`}
              download
              leftSection={<IconDownload size={16} />}
            >
              {t("download")}
            </Button>
            {onReview && (
              <Button
                onClick={async () => {
                  if (await onReview()) onClose();
                }}
              >
                {t("review")}
              </Button>
            )}
          </Group>
        </>
      )}
    </Dialog>
  );
}
