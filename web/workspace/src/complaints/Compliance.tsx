import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { usePeople } from "../lists/useList";
import { Refused } from "../settings/parts";
import { useWords } from "./case.words";
import classes from "./complaints.module.css";
import { type Case, of, useChange } from "./data";
import { useNames } from "./names.words";
import { Block } from "./Story";

interface Opened {
  notes: readonly Schemas["ComplianceNote"][];
  reads: readonly Schemas["ComplianceRead"][];
}

/** The closed notes. They are read only when somebody asks for them, are in no cache, and go with this part of the screen. */
export function Compliance({ one }: { one: Case }) {
  const t = useWords();
  const n = useNames();
  const may = useMay();
  const people = usePeople();
  const { moment } = useTimes();
  const change = useChange();
  const [why, setWhy] = useState("");
  const [text, setText] = useState("");
  const [opened, setOpened] = useState<Opened>();
  const name = (id: string) => people.get(id)?.name ?? n("somebody");
  const read = async () => {
    const notes = await data(
      api.GET("/api/v1/complaints/{complaint}/compliance", {
        params: { path: { complaint: one.id }, query: why.trim() ? { why: why.trim() } : {} },
      }),
    );
    const reads = await data(api.GET("/api/v1/complaints/{complaint}/compliance/reads", of(one)));
    setOpened({ notes, reads });
  };
  return (
    <Stack gap="lg" maw={820}>
      <Block title={t("closedNotes")} hint={t("closedWhy")}>
        {!opened && (
          <Stack gap="xs" maw={460}>
            <TextInput
              label={t("whyRead")}
              description={t("whyReadHint")}
              maxLength={500}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
            <Group>
              <Button
                leftSection={<IconLockOpen size={16} />}
                loading={change.busy}
                onClick={() => void change.run(["read", why], read)}
              >
                {t("openThem")}
              </Button>
            </Group>
          </Stack>
        )}
        {opened?.notes.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("noClosed")}
          </Text>
        )}
        {opened && opened.notes.length > 0 && (
          <ul className={classes.rows}>
            {opened.notes.map((note) => (
              <li key={note.id}>
                <Text size="xs" c="dimmed" className="numbers">
                  {name(note.staff_id)} · {moment(note.at)}
                </Text>
                <Text size="sm" className={classes.words}>
                  {note.text}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Block>
      <Refused problem={change.problem} />
      {may("compliance.write", one.brand) && (
        <Block title={t("newClosed")} hint={t("cantChange")}>
          <Stack gap="xs">
            <Textarea
              aria-label={t("newClosed")}
              autosize
              minRows={3}
              maxLength={20_000}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Group>
              <Button
                variant="light"
                leftSection={<IconLock size={16} />}
                disabled={text.trim() === ""}
                loading={change.busy}
                onClick={async () => {
                  const went = await change.run(
                    text,
                    (headers) =>
                      api.POST("/api/v1/complaints/{complaint}/compliance", {
                        headers,
                        ...of(one),
                        body: { text: text.trim() },
                      }),
                    t("saved"),
                  );
                  if (!went) return;
                  setText("");
                  if (opened) await change.run(["read again", text], read);
                }}
              >
                {t("keepIt")}
              </Button>
            </Group>
          </Stack>
        </Block>
      )}
      {opened && (
        <Block title={t("reads")}>
          <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {opened.reads.map((entry) => (
              <Text component="li" size="sm" key={`${entry.at} ${entry.staff_id}`} className="numbers">
                {moment(entry.at)} · {name(entry.staff_id)} ·{" "}
                {entry.what === "read" || entry.what === "wrote" || entry.what === "read_log"
                  ? t(`read_${entry.what}`)
                  : entry.what}
                {entry.why && <Text span c="dimmed">{` · ${entry.why}`}</Text>}
              </Text>
            ))}
          </Stack>
        </Block>
      )}
    </Stack>
  );
}
