/** Files of a case's tickets, taken as evidence: from the case, or from the message that brought them. */
import { Anchor, Badge, Button, Group, Select, Text } from "@mantine/core";
import { IconCircleCheck, IconLock, IconPaperclip, IconSnowflake } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { Loading, Nothing, Refused, ShowMore } from "../settings/parts";
import classes from "./complaints.module.css";
import { Dialog } from "./Dialog";
import { useChange } from "./data";
import { useFileWords } from "./files.words";

type CaseFile = Schemas["CaseFile"];

/** The case as its id or its number, with the brand that the number is of. */
interface OfCase {
  complaint: string;
  brand: string;
}

/** The button among the evidence, with its dialog. */
export function FromTicket({ complaint, brand }: OfCase) {
  const t = useFileWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconPaperclip size={16} />} onClick={() => setOpen(true)}>
        {t("fromTicket")}
      </Button>
      {open && <TakeFiles complaint={complaint} brand={brand} onClose={() => setOpen(false)} />}
    </>
  );
}

/** `message`: only what came in that one. */
export function TakeFiles({
  complaint,
  brand,
  message,
  onClose,
}: OfCase & { message?: string; onClose: () => void }) {
  const t = useFileWords();
  const may = useMay();
  const change = useChange();
  const path = { complaint };
  const found = useInfiniteQuery({
    queryKey: ["complaints", "files", complaint, brand, message ?? ""],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints/{complaint}/evidence/files", {
          params: {
            path,
            query: {
              brand,
              ...(message === undefined ? {} : { message }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const files = found.data?.pages.flatMap(({ items }) => items);
  const needs = found.data?.pages[0]?.needs ?? [];
  const take = (file: CaseFile, need: string | null) =>
    change.run(
      ["file", file.id, need],
      () =>
        api.POST("/api/v1/complaints/{complaint}/evidence/files", {
          params: { path, query: { brand } },
          body: { attachment: file.id, need },
        }),
      t("done"),
    );
  return (
    <Dialog title={t("takeTitle")} size="lg" onClose={onClose}>
      <Text size="sm" c="dimmed">
        {t("why")}
      </Text>
      <Refused problem={change.problem} />
      {!files && <Loading error={found.error} />}
      {files?.length === 0 && <Nothing>{t(message === undefined ? "none" : "noneHere")}</Nothing>}
      {files && files.length > 0 && (
        <ul className={classes.rows} aria-label={t("takeTitle")}>
          {files.map((file) => (
            <One
              key={file.id}
              file={file}
              needs={needs}
              busy={change.busy}
              mayTake={may("complaints.handle", brand)}
              onTake={(need) => void take(file, need)}
            />
          ))}
        </ul>
      )}
      <ShowMore of={found} mt={0}>
        {t("more")}
      </ShowMore>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("close")}
        </Button>
      </Group>
    </Dialog>
  );
}

const OTHER = "";
const SHOWN = /^(image\/(png|jpeg|gif|webp)|application\/pdf)$/;

function One({
  file,
  needs,
  busy,
  mayTake,
  onTake,
}: {
  file: CaseFile;
  needs: readonly Schemas["FileNeed"][];
  busy: boolean;
  mayTake: boolean;
  onTake: (need: string | null) => void;
}) {
  const t = useFileWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const [need, setNeed] = useState<string>(OTHER);
  const size = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte" }).format(
    Math.ceil(file.size / 1024),
  );
  const who = file.author_name || t(file.author === "player" ? "player" : "desk");
  return (
    <li data-file={file.name}>
      <Group justify="space-between" gap="sm" align="flex-end">
        <div style={{ flex: "1 1 14rem", minWidth: 0, overflowWrap: "anywhere" }}>
          {file.state === "ready" ? (
            <Anchor
              size="sm"
              fw={600}
              href={`/api/v1/attachments/${file.id}${SHOWN.test(file.content_type) ? "/view" : ""}`}
              target="_blank"
              rel="noreferrer"
              aria-label={t("open", { name: file.name })}
            >
              {file.name}
            </Anchor>
          ) : (
            <Text size="sm" fw={600}>
              {file.name}
            </Text>
          )}
          <Text size="xs" c="dimmed" className="numbers">
            {[file.reference, who, moment(file.at), size].join(" · ")}
          </Text>
          <Group gap={6} mt={4}>
            {file.note && (
              <Badge
                variant="light"
                color="yellow"
                className={classes.plain}
                leftSection={<IconLock size={12} aria-hidden />}
              >
                {t("note")}
              </Badge>
            )}
            {file.may_hold_card && (
              <Badge variant="light" color="orange" className={classes.plain}>
                {t("mayHoldCard")}
              </Badge>
            )}
            {file.state !== "ready" && (
              <Badge variant="light" color="gray" className={classes.plain}>
                {t(file.state)}
              </Badge>
            )}
          </Group>
        </div>
        {file.taken !== null ? (
          <Badge
            variant="light"
            color="green"
            className={classes.plain}
            leftSection={<IconCircleCheck size={13} aria-hidden />}
          >
            {t("taken", { seq: file.taken })}
          </Badge>
        ) : (
          mayTake &&
          file.state === "ready" && (
            <Group gap="xs" align="flex-end" wrap="nowrap">
              {needs.length > 0 && (
                <Select
                  size="xs"
                  w={190}
                  label={t("what")}
                  aria-label={t("whatOf", { name: file.name })}
                  allowDeselect={false}
                  value={need}
                  data={[
                    { value: OTHER, label: t("other") },
                    ...needs.map(({ code, label }) => ({ value: code, label })),
                  ]}
                  onChange={(value) => setNeed(value ?? OTHER)}
                />
              )}
              <Button
                size="xs"
                leftSection={<IconSnowflake size={15} />}
                loading={busy}
                aria-label={t("takeOf", { name: file.name })}
                onClick={() => onTake(need === OTHER ? null : need)}
              >
                {t("take")}
              </Button>
            </Group>
          )
        )}
      </Group>
    </li>
  );
}
