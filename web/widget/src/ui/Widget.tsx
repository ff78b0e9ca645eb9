import type { FunctionComponent } from "preact";
import { useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import type { Chat, View } from "../chat";
import { accentOf } from "../colour";
import { watch } from "../state";
import { wordsOf } from "../words";
import { BeforeForm } from "./BeforeForm";
import { Home } from "./Home";
import { late } from "./Late";
import { beHere, Icon, IconButton, useHere } from "./parts";
import { Talk } from "./Talk";
import { useMedia } from "./useMedia";

const ACCENT = "#0f7a4d";
// What words in the brand's colour stand on at worst.
const GROUNDS = { light: "#f3f5f7", dark: "#282e35" };

export function Widget({ chat, theme, hidden }: { chat: Chat; theme: string | undefined; hidden: boolean }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => watch(() => redraw(0)), []);
  const language = chat.language;
  const texts = chat.texts.value[language];
  const more = chat.texts.value[`${language}-more`];
  const words = useMemo(() => texts && wordsOf(language, { ...texts, ...more }), [language, texts, more]);
  useEffect(() => void chat.readTexts(language), [chat, language]);
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const dark = theme === "dark" || (theme !== "light" && systemDark);
  const full = useMedia("(max-width: 600px), (max-height: 440px)");
  const launcher = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const looks = chat.looks.value;
  const shown = chat.shown.value;
  const accent = accentOf(looks?.accent ?? ACCENT, GROUNDS[dark ? "dark" : "light"]);

  useEffect(() => {
    const style = box.current?.style;
    style?.setProperty("--fill", accent.fill);
    style?.setProperty("--on-fill", accent.onFill);
    style?.setProperty("--accent", accent.text);
  }, [accent.fill, accent.onFill, accent.text, looks, words]);

  const wasShown = useRef(false);
  useEffect(() => {
    if (wasShown.current && !shown) launcher.current?.focus();
    wasShown.current = shown;
    if (!shown || !full) return;
    // Full screen: the page beneath stays where it is.
    const page = document.documentElement.style;
    const before = page.overflow;
    page.overflow = "hidden";
    return () => {
      page.overflow = before;
    };
  }, [shown, full]);

  if (!looks || !words) return null;
  beHere({ chat, words, language });
  const count = chat.unread;
  return (
    <div ref={box} class={dark ? "all dark" : "all"} lang={language}>
      {shown && <Panel full={full} name={looks.name} />}
      {!hidden && !(shown && full) && (
        <button
          type="button"
          ref={launcher}
          class="launcher"
          aria-label={shown ? words("close") : count ? words("open_unread", { count }) : words("open")}
          aria-expanded={shown}
          onClick={() => (shown ? chat.hide() : chat.show())}
        >
          <Icon of={shown ? "close" : "chat"} />
          {count > 0 && !shown && <span class="badge">{count > 99 ? "99+" : count}</span>}
        </button>
      )}
    </div>
  );
}

const VIEWS: Record<View, FunctionComponent> = {
  home: Home,
  before: BeforeForm,
  talk: Talk,
  past: late("Past"),
  offline: late("OfflineForm"),
  copy: late("CopyForm"),
  end: late("EndForm"),
  details: late("DetailsForm"),
  link: late("LinkForm"),
};

const FOCUSABLE = ":is(button, input, textarea, select, a):not(:disabled)";

function Panel({ full, name }: { full: boolean; name: string }) {
  const { chat, words } = useHere();
  const panel = useRef<HTMLDivElement>(null);
  const view = chat.view.value;
  const View = VIEWS[view];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) chat.hide();
    if (event.key !== "Tab" || !full || !panel.current) return;
    const all = [...panel.current.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.offsetParent);
    const [first, last] = [all[0], all.at(-1)];
    const root = panel.current.getRootNode() as ShadowRoot;
    const leaving = event.shiftKey ? first : last;
    if (root.activeElement !== leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };

  return (
    <div
      ref={panel}
      class="panel"
      role="dialog"
      aria-modal={full}
      aria-label={`${words("support")} ${name}`}
      onKeyDown={onKeyDown}
    >
      <header>
        {view === "home" ? null : (
          <IconButton
            icon="back"
            name={words("back")}
            onClick={() => {
              const inTalk = /copy|end|details|link/.test(view);
              chat.view.value = inTalk ? "talk" : "home";
              if (!inTalk) void chat.renewConversations();
            }}
          />
        )}
        <div class="title">
          <strong>{name}</strong>
          <span>{words("support")}</span>
        </div>
        <IconButton icon="close" name={words("close")} onClick={() => chat.hide()} />
      </header>
      <View />
    </div>
  );
}
