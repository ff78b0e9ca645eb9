import { render } from "preact";
import { type Api, answerCalls, type Listener, type Queue, type Told } from "./calls";
import { Chat, type Memory } from "./chat";
import { Desk } from "./desk";
import { watchFaults } from "./faults";
import type { Wire } from "./line";
import { loadMore } from "./load";
import { watch } from "./state";
import { Widget } from "./ui/Widget";
import style from "./widget.css?inline";

/** How the tag on the operator's page sets the widget up. */
type Tag = {
  base: string;
  nonce: string;
  brand: string;
  language?: string;
  theme?: string;
  launcher?: string;
};

function tagOf(script: HTMLScriptElement): Tag | null {
  const { brand, ...more } = script.dataset;
  if (brand) return { ...more, brand, base: new URL(script.src).origin, nonce: script.nonce ?? "" };
  console.warn("Pitboss: data-brand is missing.");
  return null;
}

/** The tab's own store. Where the browser keeps it shut, the chat lives as long as the page. */
function memoryOf(brand: string): Memory {
  const name = `pitboss:${brand}`;
  const quietly = <T,>(act: () => T): T | null => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  return {
    read: () => quietly(() => sessionStorage.getItem(name)),
    write: (text) => quietly(() => sessionStorage.setItem(name, text)),
    forget: () => quietly(() => sessionStorage.removeItem(name)),
  };
}

/** A UUID: other keys may look like a card number, and the desk would keep them masked. crypto.randomUUID is missing on
 * pages without TLS. */
function randomKey(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A shadow root of its own, so that neither side's styles reach the other. The sheet is constructed: a page whose policy
 * forbids inline styles takes it. */
function root(): ShadowRoot {
  const host = document.createElement("pitboss-chat");
  host.style.cssText = [
    "all:initial",
    "position:fixed",
    "z-index:2147483000",
    "inset:auto 0 0 auto",
    "",
  ].join("!important;");
  document.body.append(host);
  const shadow = host.attachShadow({ mode: "closed" });
  dress(shadow, style);
  // The page's own shortcuts are not for what is typed here.
  for (const kind of ["keydown", "keyup", "keypress"])
    shadow.addEventListener(kind, (event) => event.stopPropagation());
  return shadow;
}

function dress(shadow: ShadowRoot, style: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets.push(sheet);
}

function begin(tag: Tag): void {
  const shadow = root();
  const chat = new Chat(tag.brand, {
    desk: new Desk(tag.base, (url, init) => fetch(url, init)),
    memory: memoryOf(tag.brand),
    makeKey: randomKey,
    more: async () => {
      const more = await loadMore(tag.base, tag.nonce);
      dress(shadow, more.style);
      return more;
    },
    tags: () => ({
      page: [tag.language, document.documentElement.lang],
      browser: navigator.languages,
    }),
    wire: (url, protocol) => new WebSocket(url, protocol) as unknown as Wire,
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
    chance: Math.random,
  });

  const listeners = new Map<Told, Set<Listener>>();
  const tell = (what: Told, value = 0) => {
    for (const listener of listeners.get(what) ?? []) listener(value);
  };
  const api: Api = {
    open: () => chat.show(),
    close: () => chat.hide(),
    identify: (jwt) => chat.identify(String(jwt)),
    reset: () => chat.reset(),
    prefill: (what) => chat.prefill(what ?? {}),
    on(what, listener) {
      const heard = listeners.get(what) ?? new Set();
      listeners.set(what, heard.add(listener));
      if (what === "unread") listener(chat.unread);
      return () => heard.delete(listener);
    },
  };
  let unread = 0;
  let shown = false;
  watch(() => {
    if (chat.unread !== unread) tell("unread", chat.unread);
    if (chat.shown.value !== shown) tell(shown ? "close" : "open");
    unread = chat.unread;
    shown = chat.shown.value;
  });
  chat.onIdentityWanted = () => tell("identity");

  watchFaults(window);
  addEventListener("online", () => chat.wake());
  addEventListener("offline", () => chat.offline());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") chat.wake();
  });
  new MutationObserver(() => chat.renewTags()).observe(document.documentElement, {
    attributeFilter: ["lang"],
  });
  answerCalls(window as { Pitboss?: Queue & Partial<Api> }, api);
  void chat.start();
  render(<Widget chat={chat} theme={tag.theme} hidden={tag.launcher === "none"} />, shadow);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !document.querySelector("pitboss-chat")) {
  const tag = tagOf(script);
  if (tag) document.body ? begin(tag) : addEventListener("DOMContentLoaded", () => begin(tag));
}
