import { Anchor, Button, Group, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type PropsWithChildren, useId, useState } from "react";
import { api, data } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { usePeople } from "../lists/useList";
import { Loading, Refused, ShowMore } from "../settings/parts";
import { useWords } from "./case.words";
import classes from "./complaints.module.css";
import { FormDialog } from "./Dialog";
import { type Case, of, useChange } from "./data";
import { useNames } from "./names.words";

/** What is claimed, its tickets, what it waited for, and the notes. */
export function Story({ one }: { one: Case }) {
  const t = useWords();
  const n = useNames();
  const { moment } = useTimes();
  return (
    <Stack gap="lg" miw={0}>
      <Block title={t("claimTitle")}>
        <Text size="sm" className={classes.words} lang={one.language}>
          {one.summary}
        </Text>
      </Block>
      <Block title={t("analysis")}>
        {one.claim === "" ? (
          <Text size="sm" c="dimmed">
            {t("noAnalysis")}
          </Text>
        ) : (
          <dl className={classes.facts}>
            <dt>{t("claim")}</dt>
            <dd className={classes.words}>{one.claim}</dd>
            <dt>{t("about")}</dt>
            <dd className={classes.words}>{one.about}</dd>
            {one.rules.length > 0 && (
              <>
                <dt>{t("rulesTurn")}</dt>
                <dd>{one.rules.join(", ")}</dd>
              </>
            )}
          </dl>
        )}
      </Block>
      {one.closing && (
        <Block title={t("closingTitle")}>
          <Text size="sm" className={classes.words}>
            {one.closing}
          </Text>
        </Block>
      )}
      <Tickets one={one} />
      {one.pauses.length > 0 && (
        <Block title={t("pauses")}>
          <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {one.pauses.map((pause) => (
              <Text component="li" size="sm" key={pause.from_at}>
                {n(pause.waiting === "player" ? "waits_player" : "waits_third_party")} ·{" "}
                {t("since", { at: moment(pause.from_at) })}{" "}
                {pause.to_at !== null && t("until", { at: moment(pause.to_at) })} ·{" "}
                {t(pause.pauses ? "clockRested" : "clockRan")}
                {pause.reason && <Text span c="dimmed">{` · ${pause.reason}`}</Text>}
              </Text>
            ))}
          </Stack>
        </Block>
      )}
      <Notes one={one} />
    </Stack>
  );
}

export function Block({ title, hint, children }: PropsWithChildren<{ title: string; hint?: string }>) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h5" mb={hint ? 2 : 6} id={id}>
        {title}
      </Title>
      {hint && (
        <Text size="sm" c="dimmed" mb={6}>
          {hint}
        </Text>
      )}
      {children}
    </section>
  );
}

function Tickets({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  const [linking, setLinking] = useState(false);
  return (
    <Block title={t("tickets")}>
      <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
        {one.tickets.map((ticket) => (
          <Text component="li" size="sm" key={ticket.ticket}>
            {ticket.reference === null ? (
              <Text span c="dimmed">
                {t("hiddenTicket")}
              </Text>
            ) : (
              <Anchor
                size="sm"
                renderRoot={(props) => (
                  <Link
                    to="/list/$list/$ticket"
                    params={{ list: "all", ticket: ticket.reference ?? "" }}
                    {...props}
                  />
                )}
              >
                {ticket.reference}
                {ticket.subject && ` · ${ticket.subject}`}
              </Anchor>
            )}
          </Text>
        ))}
      </Stack>
      {may("complaints.handle", one.brand) && one.closed_at === null && (
        <Button
          mt={6}
          size="compact-sm"
          variant="default"
          leftSection={<IconLink size={15} />}
          onClick={() => setLinking(true)}
        >
          {t("linkTicket")}
        </Button>
      )}
      {linking && <LinkTicket one={one} onClose={() => setLinking(false)} />}
    </Block>
  );
}

function LinkTicket({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [reference, setReference] = useState("");
  const send = () =>
    change.run(
      reference,
      async (headers) => {
        const ticket = await data(
          api.GET("/api/v1/tickets/{name}", { params: { path: { name: reference.trim() } } }),
        );
        await api.POST("/api/v1/complaints/{complaint}/tickets", {
          headers,
          ...of(one),
          body: { tickets: [ticket.id] },
        });
      },
      t("done"),
    );
  return (
    <FormDialog
      title={t("linkTicket")}
      onClose={onClose}
      action={t("link")}
      ready={reference.trim() !== ""}
      change={change}
      onSend={send}
    >
      <TextInput
        label={t("linkTicket")}
        description={t("linkWhy")}
        required
        maxLength={60}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Notes({ one }: { one: Case }) {
  const t = useWords();
  const n = useNames();
  const may = useMay();
  const people = usePeople();
  const { moment } = useTimes();
  const change = useChange();
  const [text, setText] = useState("");
  const found = useInfiniteQuery({
    queryKey: ["complaints", "notes", one.id],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints/{complaint}/notes", {
          params: { path: { complaint: one.id }, query: pageParam === null ? {} : { cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const notes = found.data?.pages.flatMap(({ items }) => items);
  const mayWrite = (["complaints.handle", "complaints.decide", "complaints.appeal"] as const).some((name) =>
    may(name, one.brand),
  );
  return (
    <Block title={t("notes")} hint={t("notesWhy")}>
      {mayWrite && (
        <form
          onSubmit={async (event) => {
            event.preventDefault();
            const went = await change.run(text, (headers) =>
              api.POST("/api/v1/complaints/{complaint}/notes", {
                headers,
                ...of(one),
                body: { text: text.trim() },
              }),
            );
            if (went) setText("");
          }}
        >
          <Stack gap={6} mb="sm">
            <Textarea
              aria-label={t("note")}
              placeholder={t("note")}
              autosize
              minRows={2}
              maxRows={10}
              maxLength={20_000}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Refused problem={change.problem} />
            <Group>
              <Button
                type="submit"
                size="compact-sm"
                variant="light"
                disabled={text.trim() === ""}
                loading={change.busy}
              >
                {t("addNote")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      {!notes && <Loading error={found.error} />}
      {notes?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noNotes")}
        </Text>
      )}
      {notes && notes.length > 0 && (
        <ul className={classes.rows}>
          {notes.map((note) => (
            <li key={note.id}>
              <Text size="xs" c="dimmed" className="numbers">
                {people.get(note.staff_id ?? "")?.name ?? n("somebody")} · {moment(note.at)}
              </Text>
              <Text size="sm" className={classes.words}>
                {note.text}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <ShowMore of={found}>{t("showMore")}</ShowMore>
    </Block>
  );
}
