import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { FileRef, Looks, Said } from "../desk";
import type { Echo } from "../thread";
import { isOver } from "../thread";
import { dayIn, timeIn, waitIn } from "../words";
import { KeepCard } from "./Cards";
import { Composer } from "./Composer";
import { Going } from "./files";
import { expectation } from "./Home";
import { Late } from "./Late";
import { Icon, IconButton, useHere, useKept, why } from "./parts";
import { Suggested } from "./Suggested";

export function Talk() {
  const here = useHere();
  const { chat, words } = here;
  const menu = useKept(false);
  const log = useRef<HTMLDivElement>(null);
  const low = useKept(true);
  const thread = chat.thread.value;
  const status = chat.status.value;
  const over = chat.ended.value || isOver(thread.status);

  useEffect(() => {
    chat.markRead();
    chat.conversations.value.length || void chat.renewConversations();
  }, [chat]);

  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  const length = thread.said.length + thread.echoes.length;
  const mine = thread.echoes.length;
  const hadMine = useRef(mine);
  useLayoutEffect(() => {
    if (low.value || mine > hadMine.current) toEnd();
    hadMine.current = mine;
  });

  let line: string;
  if (status?.position != null) {
    const seconds = status.expected_wait_seconds;
    line = words("place", { count: status.position });
    if (seconds != null) line += ` ${words("answer_in", { wait: waitIn(words, seconds) })}`;
  } else if (isOver(thread.status)) line = words("conversation_over");
  else if (status?.agent) line = words("with_you", { name: status.agent });
  else if (thread.tickets.length) line = words("received");
  else line = expectation(chat.looks.value as Looks, here);

  return (
    <div class="body talk">
      <div class="now">
        <p role="status">{line}</p>
        {thread.tickets.length > 0 && (
          // biome-ignore lint/a11y/noStaticElementInteractions: Escape, wherever in the menu the focus is
          <div
            class="menu"
            onKeyDown={(event) => {
              if (event.key !== "Escape" || !menu.value) return;
              event.preventDefault();
              menu.value = false;
            }}
          >
            <IconButton
              icon="dots"
              name={words("more")}
              pressed={menu.value}
              onClick={() => {
                menu.value = !menu.value;
              }}
            />
            {menu.value && (
              <div class="popup">
                {chat.looks.value?.mail && (
                  <button type="button" onClick={() => (chat.view.value = "copy")}>
                    {words("copy")}
                  </button>
                )}
                <button type="button" onClick={() => (chat.view.value = "link")}>
                  {words("link")}
                </button>
                <button type="button" onClick={() => (chat.view.value = "end")}>
                  {words("end")}
                </button>
              </div>
            )}
          </div>
        )}
      </div>
      {chat.connection.value === "lost" && (
        <p class="lost" role="status">
          {words("lost")}
        </p>
      )}
      <div
        class="log"
        ref={log}
        role="log"
        aria-live="polite"
        aria-label={words("thread")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard
        tabIndex={0}
        onScroll={() => {
          const box = log.current;
          if (box) low.value = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
        }}
      >
        {length === 0 && <Opening />}
        <Messages said={thread.said} marked={thread.echoes.length === 0} />
        {thread.echoes.map((echo) => (
          <EchoBubble key={echo.key} echo={echo} />
        ))}
        {thread.typing !== null && (
          <p class="typing">{words("typing", { name: thread.typing || words("somebody") })}</p>
        )}
        {status?.choices.length ? <Late of="ChooseCard" /> : null}
        <KeepCard />
        {over && <Late of="RateCard" />}
        {chat.told.value && (
          <p class="told" role="status">
            {chat.told.value}
          </p>
        )}
      </div>
      {!low.value && length > 0 && (
        <IconButton icon="down" name={words("new_below")} class="below" onClick={toEnd} />
      )}
      {!chat.begun && <Suggested />}
      <Composer />
    </div>
  );
}

/** What stands in an empty thread. */
function Opening() {
  const { chat, words, language } = useHere();
  const looks = chat.looks.value as Looks;
  const topic = looks.topics.find((one) => one.topic === chat.draft.value.topic);
  return (
    <div class="bubble other">
      <p>{topic ? words("first_topic", { topic: topic[language] }) : words("first_line")}</p>
    </div>
  );
}

/** `marked`: whether the player's last message says how far it has come. */
export function Messages({ said, marked = false }: { said: readonly Said[]; marked?: boolean }) {
  const { chat, words, language } = useHere();
  const last = said.findLast((message) => message.author !== "bot");
  const now = new Date();
  let day = "";
  let author = "";
  return (
    <>
      {said.map((message) => {
        const at = new Date(message.created_at);
        const today = dayIn(words, language, at, now);
        const from = message.author + message.author_name;
        const newDay = today !== day;
        const named = message.author !== "player" && (newDay || from !== author);
        day = today;
        author = from;
        return (
          <Fragment key={message.id}>
            {newDay && <h4 class="day">{today}</h4>}
            <div class={`bubble ${message.author === "player" ? "mine" : "other"} ${message.author}`}>
              <span class="hidden">{message.author === "player" ? `${words("you")}: ` : ""}</span>
              {named && <b class="from">{message.author_name || chat.looks.value?.name}</b>}
              <Text text={message.text} />
              {message.attachments.map((file) =>
                file.state === "ready" ? (
                  <Attachment key={file.id} file={file} />
                ) : (
                  <span key={file.id} class="file">
                    {file.name} {words(file.state === "checking" ? "file_checking" : "file_withheld")}
                  </span>
                ),
              )}
              <time dateTime={message.created_at}>{timeIn(language, at)}</time>
            </div>
            {message.masked.length > 0 && <p class="aside">{words("masked")}</p>}
            {marked && message === last && message.author === "player" && <Mark of={message} />}
          </Fragment>
        );
      })}
    </>
  );
}

/** Whether a message is with the desk, and read there. */
function Mark({ of }: { of: Said }) {
  const { chat, words } = useHere();
  const { seen } = chat.thread.value;
  const read = seen !== null && seen >= of.id;
  return (
    <p class={read ? "mark read" : "mark"}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={read ? "m2 13 4.5 4.5L15 8M11 16.5l1 1L21 8" : "m5 13 4.5 4.5L19 8"} />
      </svg>
      {words(read ? "read" : "delivered")}
    </p>
  );
}

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'»]/g;

function Text({ text }: { text: string }) {
  if (!text) return null;
  const parts: (string | preact.JSX.Element)[] = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(
      text.slice(done, match.index),
      <a href={match[0]} target="_blank" rel="noopener noreferrer">
        {match[0]}
      </a>,
    );
    done = match.index + match[0].length;
  }
  parts.push(text.slice(done));
  return <p>{parts}</p>;
}

function EchoBubble({ echo }: { echo: Echo }) {
  const { chat, words } = useHere();
  return (
    <>
      <div class={`bubble mine echo ${echo.problem ? "bad" : ""}`}>
        <span class="hidden">{words("you")}: </span>
        <Text text={echo.text} />
        {echo.files.map((file) => (
          <Going key={file.key} file={file} />
        ))}
      </div>
      {echo.problem ? (
        <p class="mark problem">
          {words("not_sent", { why: why(words, echo.problem) })}{" "}
          <button type="button" class="link" onClick={() => chat.sendAgain(echo.key)}>
            {words("again")}
          </button>{" "}
          <button type="button" class="link" onClick={() => chat.discard(echo.key)}>
            {words("discard")}
          </button>
        </p>
      ) : (
        <p class="mark">{words("sending")}</p>
      )}
    </>
  );
}

function Attachment({ file }: { file: FileRef }) {
  const { chat, words } = useHere();
  const picture = useKept<string | null>(null);
  const isPicture = file.content_type.startsWith("image/");

  useEffect(() => {
    if (!isPicture) return;
    let url = "";
    let gone = false;
    void chat.file(file.id).then(
      (blob) => {
        if (gone) return;
        url = URL.createObjectURL(blob);
        picture.value = url;
      },
      () => {},
    );
    return () => {
      gone = true;
      URL.revokeObjectURL(url);
    };
  }, [chat, file.id, isPicture, picture]);

  const download = async () => {
    const url = URL.createObjectURL(await chat.file(file.id));
    const link = document.createElement("a");
    link.href = url;
    link.download = file.name;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button
      type="button"
      class="file"
      aria-label={words("download", { name: file.name })}
      onClick={() => void download()}
    >
      {picture.value ? (
        <img
          src={picture.value}
          alt={file.name}
          onError={() => {
            picture.value = null; // the page's policy may forbid pictures of this kind
          }}
        />
      ) : (
        <>
          <Icon of="file" />
          <span class="text">{file.name}</span>
          <span class="soft">{size(file.size)}</span>
        </>
      )}
    </button>
  );
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
