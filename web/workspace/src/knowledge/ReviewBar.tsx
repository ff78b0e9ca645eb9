import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconCalendarClock, IconEye, IconUserCheck } from "@tabler/icons-react";
import { useState } from "react";
import { api, data } from "../app/api";
import { newKey } from "../app/live/writes";
import { MomentPicker } from "../app/MomentPicker";
import { useTimes } from "../app/times";
import type { InFull } from "./data";
import { useWords } from "./words";

type Move = (move: () => Promise<InFull>, message: string) => Promise<boolean>;

/** What the second person decides, and what comes after. */
export function ReviewBar({
  full,
  own,
  busy,
  onMove,
}: {
  full: InFull;
  own: boolean;
  busy: boolean;
  onMove: Move;
}) {
  const t = useWords();
  const { moment } = useTimes();
  const [dialog, setDialog] = useState<"back" | "schedule">();
  const { article, work } = full;
  const can = (what: string) => article.may.includes(what);
  const path = { params: { path: { article: article.id } } };
  const authors = work?.authors.map(({ name }) => name).join(", ") ?? "";
  const close = () => setDialog(undefined);
  if (work?.stage === "review")
    return (
      <Alert color="blue" role="note" icon={<IconEye />} title={t("waitsForReview")}>
        <Stack gap="xs">
          <Text size="sm">
            {authors ? t("writtenBy", { who: authors }) : t("imported")}
            {work.change ? ` ${t("changeSaid", { change: work.change })}` : ""}
          </Text>
          {own ? (
            <Text size="sm">{t("ownWords")}</Text>
          ) : can("approve") ? (
            <Group gap="xs">
              <Button
                size="compact-md"
                loading={busy}
                onClick={() =>
                  onMove(
                    () =>
                      data(
                        api.POST("/api/v1/knowledge/articles/{article}/approve", {
                          ...path,
                          body: { note: "", key: newKey() },
                        }),
                      ),
                    t("approvedNow"),
                  )
                }
              >
                {t("approve")}
              </Button>
              <Button size="compact-md" variant="default" onClick={() => setDialog("back")}>
                {t("sendBack")}
              </Button>
            </Group>
          ) : (
            <Text size="sm">{t("reviewersOnly")}</Text>
          )}
        </Stack>
        {dialog === "back" && <SendBack article={article.id} onClose={close} onMove={onMove} busy={busy} />}
      </Alert>
    );
  return (
    <Alert
      color="teal"
      role="note"
      icon={work?.publish_at ? <IconCalendarClock /> : <IconUserCheck />}
      title={
        work?.publish_at
          ? t("goesOut", { at: moment(work.publish_at) })
          : t("approvedBy", { who: work?.reviewer?.name ?? "" })
      }
    >
      <Stack gap="xs">
        {!can("publish") && <Text size="sm">{t("publishersOnly")}</Text>}
        {can("publish") && (
          <Group gap="xs">
            <Button
              size="compact-md"
              loading={busy}
              onClick={() =>
                onMove(
                  () => data(api.POST("/api/v1/knowledge/articles/{article}/publish", path)),
                  t("publishedNow"),
                )
              }
            >
              {t("publish")}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => setDialog("schedule")}>
              {work?.publish_at ? t("otherTime") : t("schedule")}
            </Button>
            {work?.publish_at && (
              <Button
                size="compact-md"
                variant="subtle"
                color="gray"
                onClick={() =>
                  onMove(
                    () =>
                      data(
                        api.POST("/api/v1/knowledge/articles/{article}/schedule", {
                          ...path,
                          body: { at: null, key: newKey() },
                        }),
                      ),
                    t("calledOff"),
                  )
                }
              >
                {t("callOff")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      {dialog === "schedule" && <Schedule article={article.id} onClose={close} onMove={onMove} busy={busy} />}
    </Alert>
  );
}

interface Deciding {
  article: string;
  busy: boolean;
  onClose: () => void;
  onMove: Move;
}

function SendBack({ article, busy, onClose, onMove }: Deciding) {
  const t = useWords();
  const [note, setNote] = useState("");
  return (
    <Modal opened onClose={onClose} title={t("sendBack")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          const done = await onMove(
            () =>
              data(
                api.POST("/api/v1/knowledge/articles/{article}/send-back", {
                  params: { path: { article } },
                  body: { note: note.trim(), key: newKey() },
                }),
              ),
            t("sentBackNow"),
          );
          if (done) onClose();
        }}
      >
        <Stack>
          <Textarea
            label={t("remark")}
            description={t("remarkHint")}
            required
            data-autofocus
            autosize
            minRows={3}
            maxLength={2_000}
            value={note}
            onChange={(e) => setNote(e.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={note.trim() === ""}>
              {t("sendBack")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Schedule({ article, busy, onClose, onMove }: Deciding) {
  const t = useWords();
  const [at, setAt] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={t("schedule")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <MomentPicker label={t("publishAt")} description={t("publishAtHint")} value={at} onChange={setAt} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            loading={busy}
            disabled={at === null}
            onClick={async () => {
              if (at === null) return;
              const done = await onMove(
                () =>
                  data(
                    api.POST("/api/v1/knowledge/articles/{article}/schedule", {
                      params: { path: { article } },
                      body: { at: new Date(at).toISOString(), key: newKey() },
                    }),
                  ),
                t("scheduledNow"),
              );
              if (done) onClose();
            }}
          >
            {t("schedule")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
