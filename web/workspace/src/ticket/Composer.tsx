import {
  ActionIcon,
  Alert,
  Box,
  Button,
  CloseButton,
  FileButton,
  Group,
  Menu,
  Modal,
  Paper,
  Pill,
  Progress,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  Tooltip,
} from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import {
  IconBook2,
  IconCalendarClock,
  IconCheck,
  IconChevronDown,
  IconCircleCheck,
  IconCornerDownLeft,
  IconLock,
  IconPaperclip,
  IconSend,
  IconUserEdit,
} from "@tabler/icons-react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { api, data } from "../app/api";
import { useCommands } from "../app/commands";
import { type Draft, type Refused, useSend, useTyping } from "../app/live";
import { MomentPicker } from "../app/MomentPicker";
import { prefer, usePreferences } from "../app/preferences";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { ONE_COLUMN } from "../shell/Shell";
import type { Ticket } from "./actions";
import classes from "./Composer.module.css";
import { begunDraft, type Kind, useKeptDraft } from "./drafts";
import type { EditorHandle, Written } from "./Editor";
import type { TakenBack } from "./Pending";
import { type Mention, optionId, Suggestions, useOptions } from "./Suggestions";
import type { Asked, Trigger } from "./suggest";
import { useUploads } from "./uploads";
import { Ways } from "./Ways";
import { useWords } from "./words";

const Finder = lazy(() => import("../knowledge/Finder").then((module) => ({ default: module.Finder })));
const Editor = lazy(() => import("./Editor").then((module) => ({ default: module.Editor })));

/** Long enough to see a mistake in a mail; a chat must be quick. */
const UNDO_SECONDS = 5;
const TRIGGERS: Record<Kind, readonly Trigger[]> = { reply: ["/", ":"], note: ["/", "@", ":"] };

interface Asking {
  ticket: Ticket;
  /** A reply that was to go and was taken back: its words are here again. */
  takenBack: TakenBack | undefined;
}

export function Composer({ ticket, takenBack }: Asking) {
  const may = useMay();
  const t = useWords();
  const [kind, setKind] = useState<Kind>("reply");
  /** Counts how often one asked to write; opening a ticket alone takes no focus, so that its keys work. */
  const [wanted, setWanted] = useState(0);
  const over = ticket.status === "closed" || ticket.merged_into !== null;
  const kinds = (["reply", "note"] as const).filter(
    (one) => may(`tickets.${one}`, ticket.brand) && !(over && one === "reply"),
  );
  const shown = kinds.includes(kind) ? kind : kinds[0];
  const write = useCallback((one: Kind) => {
    setKind(one);
    setWanted((before) => before + 1);
  }, []);
  useEffect(() => {
    if (takenBack) write("reply");
  }, [takenBack, write]);
  useCommands(
    kinds.map((one) => ({
      id: one,
      group: ticket.reference,
      label: t(one === "reply" ? "writeReply" : "writeNote"),
      keys: one === "reply" ? "KeyR" : "KeyN",
      run: () => write(one),
    })),
  );
  if (shown === undefined) return null;
  return (
    <Writing
      key={shown}
      ticket={ticket}
      kind={shown}
      kinds={kinds}
      wanted={wanted}
      takenBack={shown === "reply" ? takenBack : undefined}
      onKind={write}
    />
  );
}

interface Props {
  ticket: Ticket;
  kind: Kind;
  kinds: readonly Kind[];
  wanted: number;
  takenBack: TakenBack | undefined;
  onKind: (kind: Kind) => void;
}

const NOTHING: Written = { text: "", html: "", empty: true };

function Writing({ ticket, kind, kinds, wanted, takenBack, onKind }: Props) {
  const t = useWords();
  const { enterSends } = usePreferences();
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const editor = useRef<EditorHandle>(null);
  const [ready, setReady] = useState(false);
  const [written, setWritten] = useState(NOTHING);
  const [asked, setAsked] = useState<Asked>();
  const [chosen, setChosen] = useState(0);
  const [mentions, setMentions] = useState<readonly Mention[]>([]);
  const [later, setLater] = useState(false);
  const [finding, setFinding] = useState(false);
  const [over, setOver] = useState(false);
  /** The ticket's version when I began to write: a reply against an older one is refused. */
  const begun = useRef<number | undefined>(undefined);
  const uploads = useUploads(ticket.brand);
  const attach = useRef<() => void>(undefined);
  useCommands([
    {
      id: "attach",
      group: ticket.reference,
      label: t("attach"),
      keys: "Mod+Alt+KeyA",
      run: () => attach.current?.(),
    },
    {
      id: "find-article",
      group: ticket.reference,
      label: t("knowledge"),
      keys: "Mod+Alt+KeyK",
      run: () => setFinding(true),
    },
  ]);
  const { send, refused, again, drop } = useSend(ticket.id);
  const { tell } = useTyping(ticket.id);
  const chat = ticket.channel === "webchat";
  const note = kind === "note";

  const keep = useKeptDraft(ticket.id, kind);
  const files = uploads.uploads.flatMap((upload) => (upload.file ? [upload.file.id] : []));
  const filesKey = files.join();

  /** What was put in last, so that a reply taken back comes in once. */
  const put = useRef<TakenBack | undefined>(undefined);
  // The draft that there is, once the editor is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each ticket and kind
  useEffect(() => {
    if (!ready) return;
    let gone = false;
    begunDraft(ticket.id, kind).then(
      (mine) => {
        if (gone || put.current || !mine || !editor.current?.read().empty) return;
        keep.found();
        begun.current = mine.version;
        editor.current.set(mine);
        uploads.restore(mine.files);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [ready]);

  useEffect(() => {
    if (ready && wanted > 0) editor.current?.focus();
  }, [ready, wanted]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each reply that was taken back
  useEffect(() => {
    if (!ready || !takenBack || put.current === takenBack) return;
    put.current = takenBack;
    const now = editor.current?.read() ?? NOTHING;
    begun.current = takenBack.version;
    // The desk put them together already if there was a draft; what was typed since stays below.
    editor.current?.set(
      now.empty || takenBack.text.includes(now.text.trim())
        ? takenBack
        : { text: `${takenBack.text}\n\n${now.text}` },
    );
    uploads.restore(takenBack.files);
    editor.current?.focus();
  }, [ready, takenBack]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: filesKey stands for the files
  useEffect(() => {
    if (!ready) return;
    const kept = uploads.uploads.flatMap((upload) => (upload.file ? [upload.file] : []));
    const version = begun.current ?? ticket.version;
    keep.soon(
      written.empty && kept.length === 0
        ? null
        : { text: written.text, html: written.html, files: kept, version },
    );
  }, [written, filesKey, ready]);

  const onChange = useCallback(
    (now: Written) => {
      if (now.empty) begun.current = undefined;
      else begun.current ??= ticket.version;
      setWritten(now);
      if (!now.empty) tell(note);
    },
    [ticket.version, tell, note],
  );
  const length = asked?.length ?? 0;
  const onText = useCallback((text: string) => editor.current?.insert(text, length), [length]);
  const onMention = useCallback(
    (mention: Mention) => {
      setMentions((before) => [...before.filter((one) => one.id !== mention.id), mention]);
      editor.current?.insert(`@${mention.name} `, length);
    },
    [length],
  );
  const onCanned = useCallback(
    (reply: string) => {
      const back = length;
      data(
        api.GET("/api/v1/canned-replies/{reply}/preview", {
          params: { path: { reply }, query: { ticket: ticket.id } },
        }),
      ).then(
        (filled) => editor.current?.insert(filled.text, back),
        (problem: Error) => notifications.show({ color: "red", message: problem.message }),
      );
    },
    [length, ticket.id],
  );
  const options = useOptions(ticket, asked, { onText, onCanned, onMention });
  const open = asked !== undefined && options.length > 0;
  const at = Math.min(chosen, options.length - 1);

  const uploading = uploads.uploads.some((upload) => !upload.file && !upload.problem);
  const broken = uploads.uploads.some((upload) => upload.problem);
  const nothing = written.empty && files.length === 0;
  const blocked = nothing || uploading || broken;

  const submit = (more: Partial<Draft> & { send_at?: string } = {}) => {
    const now = editor.current?.read() ?? NOTHING;
    if ((now.empty && files.length === 0) || uploading || broken) return;
    const draft: Draft = {
      kind,
      text: now.text,
      ...(note || chat ? {} : { html: now.html }),
      version: begun.current ?? ticket.version,
      files,
      ...(note
        ? {
            mentions: mentions
              .filter((one) => one.kind === "staff" && now.text.includes(`@${one.name}`))
              .map((one) => one.id),
            teams: mentions
              .filter((one) => one.kind === "team" && now.text.includes(`@${one.name}`))
              .map((one) => one.id),
          }
        : {}),
      ...(!note && !chat && more.send_at === undefined ? { undo_seconds: UNDO_SECONDS } : {}),
      ...more,
    };
    keep.sent();
    send(draft);
    editor.current?.set({ text: "" });
    uploads.clear();
    setMentions([]);
    begun.current = undefined;
    setLater(false);
  };

  const onKey = (event: KeyboardEvent): boolean => {
    if (open) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        setChosen((at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
        return true;
      }
      if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") {
        options[at]?.pick();
        setAsked(undefined);
        return true;
      }
      if (event.key === "Escape") {
        setAsked(undefined);
        return true;
      }
    }
    if (event.key === "Escape") {
      (event.target as HTMLElement | null)?.blur();
      return true;
    }
    if (event.key === "Enter" && !event.isComposing) {
      const mod = event.ctrlKey || event.metaKey;
      if (mod || (enterSends && !event.shiftKey)) {
        submit(mod && event.shiftKey ? { then: "solved" } : {});
        return true;
      }
    }
    return false;
  };

  return (
    <Box
      component="section"
      className={classes.composer}
      aria-label={note ? t("note") : t("reply")}
      data-note={note || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("Files")) {
          event.preventDefault();
          setOver(true);
        }
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        uploads.add(event.dataTransfer.files);
      }}
    >
      {refused.map((one) => (
        <NotSent
          key={one.key}
          one={one}
          onAgain={() => again(one)}
          onDrop={() => drop(one.key)}
          onEdit={() => {
            if (one.draft.kind !== kind) {
              onKind(one.draft.kind);
              return;
            }
            const now = editor.current?.read() ?? NOTHING;
            editor.current?.set(
              now.empty
                ? { text: one.draft.text, html: one.draft.html ?? null }
                : { text: `${one.draft.text}\n\n${now.text}` },
            );
            begun.current = one.version ?? ticket.version;
            drop(one.key);
            editor.current?.focus();
          }}
        />
      ))}
      {open && (
        <Suggestions
          ticket={ticket}
          options={options}
          chosen={at}
          onChoose={setChosen}
          previews={asked.trigger === "/"}
        />
      )}
      <Group gap="xs" px="sm" pt={6} justify="space-between" wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label={t("kindOfMessage")}
          className={classes.kinds}
          value={kind}
          onChange={(value) => onKind(value as Kind)}
          data={kinds.map((one) => ({
            value: one,
            label: (
              <Group gap={4} wrap="nowrap" component="span">
                {one === "note" ? <IconLock size={13} aria-hidden /> : <IconUserEdit size={13} aria-hidden />}
                <span>{one === "note" && phone ? t("noteShort") : t(one)}</span>
              </Group>
            ),
          }))}
        />
        {note ? (
          <Text size="xs" className={classes.faint}>
            {t("noteStays")}
          </Text>
        ) : (
          <Ways ticket={ticket} />
        )}
      </Group>
      <Suspense fallback={<Skeleton h={80} m="sm" />}>
        <Editor
          handle={(handle) => {
            editor.current = handle;
            setReady(handle !== null);
          }}
          label={note ? t("note") : t("reply")}
          placeholder={note ? t("noteHint") : t("replyHint")}
          rich={!note && !chat}
          triggers={TRIGGERS[kind]}
          activeOption={open && options[at] ? optionId(options[at]) : undefined}
          onChange={onChange}
          onAsked={(now) => {
            setAsked(now);
            setChosen(0);
          }}
          onKey={onKey}
          onFiles={uploads.add}
        />
      </Suspense>
      {uploads.uploads.length > 0 && (
        <Group gap={6} px="sm">
          {uploads.uploads.map((upload) => (
            <Paper key={upload.key} withBorder px={8} py={2} className={classes.file}>
              <Group gap={4} wrap="nowrap">
                <Text size="xs" truncate c={upload.problem ? "red" : "inherit"}>
                  {upload.name}
                </Text>
                <CloseButton
                  size="xs"
                  aria-label={t("removeFile", { name: upload.name })}
                  onClick={() => uploads.remove(upload.key)}
                />
              </Group>
              {upload.problem ? (
                <Text size="xs" c="red" role="alert">
                  {upload.problem}
                </Text>
              ) : (
                !upload.file && (
                  <Progress
                    size="xs"
                    value={upload.progress * 100}
                    aria-label={t("uploading", { name: upload.name })}
                  />
                )
              )}
            </Paper>
          ))}
        </Group>
      )}
      <Group className={classes.foot} gap="xs" wrap="nowrap">
        <FileButton multiple onChange={uploads.add}>
          {(props) => {
            attach.current = props.onClick;
            return (
              <Tooltip label={t("attach")}>
                <ActionIcon {...props} variant="subtle" color="gray" aria-label={t("attach")}>
                  <IconPaperclip size={18} />
                </ActionIcon>
              </Tooltip>
            );
          }}
        </FileButton>
        <Tooltip label={t("knowledge")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("knowledge")}
            onClick={() => setFinding(true)}
          >
            <IconBook2 size={18} />
          </ActionIcon>
        </Tooltip>
        <Text size="xs" className={classes.faint} visibleFrom="md" truncate>
          {note ? t("noteKeys") : enterSends ? t("enterKeys") : t("replyKeys")}
        </Text>
        <Group gap={0} ml="auto" wrap="nowrap">
          <Button
            size="sm"
            color={note ? "yellow" : "felt"}
            leftSection={note ? <IconLock size={15} /> : <IconSend size={15} />}
            disabled={blocked}
            onClick={() => submit()}
            style={note ? {} : { borderStartEndRadius: 0, borderEndEndRadius: 0 }}
          >
            {note ? t("addNote") : t("send")}
          </Button>
          {!note && (
            <Menu position="top-end" withinPortal>
              <Menu.Target>
                <ActionIcon
                  size={36}
                  aria-label={t("otherWays")}
                  style={{
                    borderStartStartRadius: 0,
                    borderEndStartRadius: 0,
                    borderInlineStart: "1px solid rgb(255 255 255 / 35%)",
                  }}
                >
                  <IconChevronDown size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconCircleCheck size={16} />}
                  rightSection={<Pill size="xs">Ctrl+Shift+Enter</Pill>}
                  disabled={blocked}
                  onClick={() => submit({ then: "solved" })}
                >
                  {t("sendSolve")}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconSend size={16} />}
                  disabled={blocked}
                  onClick={() => submit({ then: "open" })}
                >
                  {t("sendOpen")}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconCalendarClock size={16} />}
                  disabled={blocked}
                  onClick={() => setLater(true)}
                >
                  {t("sendLater")}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item
                  leftSection={enterSends ? <IconCheck size={16} /> : <IconCornerDownLeft size={16} />}
                  closeMenuOnClick={false}
                  role="menuitemcheckbox"
                  aria-checked={enterSends}
                  onClick={() => prefer({ enterSends: !enterSends })}
                >
                  {t("enterSends")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </Group>
      {finding && (
        <Suspense fallback={null}>
          <Finder
            ticket={ticket}
            onInsert={(text) => editor.current?.insert(text)}
            onClose={() => setFinding(false)}
          />
        </Suspense>
      )}
      {later && <SendLater onClose={() => setLater(false)} onSend={(send_at) => submit({ send_at })} />}
    </Box>
  );
}

/** A message that the desk did not take, with what arrived since it was begun. */
function NotSent({
  one,
  onAgain,
  onEdit,
  onDrop,
}: {
  one: Refused;
  onAgain: () => void;
  onEdit: () => void;
  onDrop: () => void;
}) {
  const t = useWords();
  const { time } = useTimes();
  const stale = one.missed.length > 0 || one.version !== undefined;
  return (
    <Alert
      color={stale ? "yellow" : "red"}
      m="xs"
      role="alert"
      title={stale ? t("staleTitle") : t("refusedTitle")}
    >
      <Stack gap={6}>
        {!stale && <Text size="sm">{one.reason.detail}</Text>}
        {one.missed.map((message) => (
          <Text key={message.id} size="sm" lineClamp={4}>
            <b>{message.author_name}</b>, {time(message.created_at)}: {message.text}
          </Text>
        ))}
        <Paper withBorder p={6}>
          <Text size="sm" c="dimmed" lineClamp={3}>
            {one.draft.text}
          </Text>
        </Paper>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={onEdit}>
            {t("editIt")}
          </Button>
          <Button size="compact-sm" color={stale ? "yellow" : "red"} onClick={onAgain}>
            {stale ? t("sendAnyway") : t("retry")}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onDrop}>
            {t("discard")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function SendLater({ onClose, onSend }: { onClose: () => void; onSend: (at: string) => void }) {
  const t = useWords();
  const [at, setAt] = useState<string | null>(null);
  const presets: readonly [string, () => Date][] = [
    [t("inHours", { count: 1 }), () => new Date(Date.now() + 3_600_000)],
    [t("inHours", { count: 3 }), () => new Date(Date.now() + 3 * 3_600_000)],
    [t("tomorrowMorning"), () => new Date(new Date().setHours(33, 0, 0, 0))],
  ];
  return (
    <Modal opened onClose={onClose} title={t("sendLater")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t("laterWhy")}
        </Text>
        <Group gap="xs">
          {presets.map(([label, moment]) => (
            <Button
              key={label}
              variant="default"
              size="compact-md"
              onClick={() => onSend(moment().toISOString())}
            >
              {label}
            </Button>
          ))}
        </Group>
        <MomentPicker label={t("pickMoment")} value={at} onChange={setAt} />
        <Group justify="flex-end">
          <Button disabled={at === null} onClick={() => at && onSend(new Date(at).toISOString())}>
            {t("sendLater")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
