/** A player's chat: what is known of it, and everything that can be done in it. The screens only show it. */
import type { Prefill } from "./calls";
import {
  type Conversation,
  type Desk,
  type Looks,
  type Opened,
  Refused,
  type Said,
  type Sent,
  type Status,
  Unreachable,
} from "./desk";
import { type Language, languageOf } from "./language";
import { type Around, type Connection, type Frame, Line, pause } from "./line";
import type { More } from "./more";
import { type State, state } from "./state";
import {
  apply,
  changeEcho,
  EMPTY,
  inTicket,
  type Pending,
  type Thread,
  toMark,
  unread,
  withEcho,
  withoutEcho,
  withSaid,
  withStatus,
} from "./thread";
import type { Texts } from "./words";

export type View = "home" | "before" | "talk" | "past" | "offline" | "copy" | "end" | "details" | "link";
export type Draft = { text: string; topic: string | null; files: readonly Pending[] };
export type Person = { name: string; email: string };

/** Where the tab remembers a chat; nothing is put there before the player writes. */
export interface Memory {
  read(): string | null;
  write(text: string): void;
  forget(): void;
}

interface Surroundings extends Around {
  desk: Desk;
  memory: Memory;
  makeKey(): string;
  /** What a first conversation does not need. */
  more(): Promise<More>;
  /** Language tags before and after the player's own, the surest first. */
  tags(): { page: readonly (string | undefined)[]; browser: readonly string[] };
}

type Kept = {
  token: string;
  account: string | null;
  person: Person;
  unsent: { key: string; text: string; topic: string | null; at: string }[];
};

/** The player is another now; what was begun for the former one ends silently. */
class Superseded extends Error {}

const NO_DRAFT: Draft = { text: "", topic: null, files: [] };
const POLL = 15_000;
const RETRY = 2_000;
const TYPING_SHOWN = 8_000;
const TYPING_EVERY = 3_000;
const PAGES = 20;

export class Chat {
  readonly looks: State<Looks | null> = state(null);
  /** By language, and `…-more` what more there is of it. */
  readonly texts: State<Readonly<Record<string, Texts>>> = state({});
  readonly more: State<More | null> = state(null);
  readonly thread: State<Thread> = state(EMPTY);
  readonly status: State<Status | null> = state(null);
  readonly conversations: State<readonly Conversation[]> = state([]);
  readonly past: State<{ of: Conversation; said: readonly Said[] } | null> = state(null);
  readonly connection: State<Connection> = state("idle");
  readonly opened: State<Opened | null> = state(null);
  readonly shown: State<boolean> = state(false);
  readonly view: State<View> = state("home");
  readonly draft: State<Draft> = state(NO_DRAFT);
  readonly person: State<Person> = state({ name: "", email: "" });
  readonly ended: State<boolean> = state(false);
  readonly rated: State<boolean> = state(false);
  /** A sentence that stands for a while: something was done. */
  readonly told: State<string | null> = state(null);
  readonly #tags: State<ReturnType<Surroundings["tags"]>>;
  readonly #account: State<string | null> = state(null);

  get language(): Language {
    const { page, browser } = this.#tags.value;
    const mine = this.known ? this.opened.value?.language : null;
    return languageOf([...page, mine, ...browser], languageOf([this.looks.value?.language], "en"));
  }

  get unread(): number {
    return unread(this.thread.value);
  }

  /** The site says who it is. */
  get known(): boolean {
    return this.#account.value !== null;
  }

  /** Something was said. */
  get begun(): boolean {
    return this.thread.value.tickets.length > 0 || this.thread.value.echoes.length > 0;
  }

  readonly #line: Line;
  #jwt: string | null = null;
  #key: string;
  #opening: Promise<void> | null = null;
  #flushing = false;
  #fetching: Promise<More> | null = null;
  #attempts = 0;
  #follows = "";
  #epoch = 0;
  #asked = 0;
  #answered = 0;
  #wrote = false;
  /** The chat was opened before what was said in it has come. */
  #expected = false;
  #lastTyping = 0;
  readonly #timers = new Map<string, () => void>();
  /** The site's own ear: the token has run out. */
  onIdentityWanted: () => void = () => {};

  readonly desk: Desk;
  readonly #around: Surroundings;

  constructor(
    readonly brand: string,
    around: Surroundings,
  ) {
    this.#around = around;

    const { desk } = around;
    this.desk = desk;
    this.#key = around.makeKey();
    this.#tags = state(around.tags());
    this.#line = new Line(`${desk.base.replace(/^http/, "ws")}/api/v1/chat/stream`, around, {
      frame: (frame) => this.#heard(frame),
      connection: (state) => {
        this.connection.value = state;
        if (state === "live") void this.flush();
        this.#watch();
      },
      refused: () => void this.#beginAgain(),
      outlived: () => void this.load(),
    });
  }

  // ── beginning ──

  /** Learns how the brand's chat looks, and takes up the chat that this tab remembers. */
  async start(): Promise<void> {
    this.#recall();
    await this.renewLooks();
    if (this.desk.token) await this.#resume();
  }

  async renewLooks(): Promise<void> {
    try {
      await this.readLooks();
      this.#stopTimer("looks");
    } catch (problem) {
      if (problem instanceof Refused) console.warn(`Pitboss: ${problem.message}`);
      else this.#timer("looks", 10_000, () => void this.renewLooks());
    }
  }

  /** One request to the desk, as a test of the connection. */
  async readLooks(): Promise<void> {
    this.looks.value = await this.desk.get<Looks>(`/chat/brands/${encodeURIComponent(this.brand)}`);
  }

  async readTexts(name: string): Promise<void> {
    if (this.texts.value[name]) return;
    try {
      const texts = await this.desk.texts(name);
      this.texts.value = { ...this.texts.value, [name]: texts };
    } catch {
      this.#timer(`texts ${name}`, RETRY, () => void this.readTexts(name));
    }
  }

  /** Fetches what a first conversation does not need, until it is here. */
  needMore(): void {
    void this.readTexts(`${this.language}-more`);
    this.#fetchMore().catch(() => this.#timer("more", RETRY, () => this.needMore()));
  }

  /** What there is of it, once its words are here too. */
  moreIn(language: Language): More | null {
    return this.texts.value[`${language}-more`] ? this.more.value : null;
  }

  async #fetchMore(): Promise<More> {
    this.#fetching ??= this.#around.more().finally(() => {
      this.#fetching = null;
    });
    this.more.value ??= await this.#fetching;
    return this.more.value;
  }

  /** A picture of what the player chooses to show; null if they think better of it. */
  async shoot(): Promise<File | null> {
    return (this.more.value ?? (await this.#fetchMore())).shoot(window);
  }

  renewTags(): void {
    this.#tags.value = this.#around.tags();
  }

  show(): void {
    this.shown.value = true;
    this.#expected = !this.begun;
    if (this.begun && this.view.value === "home") this.view.value = "talk";
    void this.renewLooks();
    if (this.#jwt || this.desk.token) void this.#resume();
    this.#watch();
    this.markRead();
  }

  hide(): void {
    this.shown.value = false;
    this.#stopTimer("watch");
  }

  /** Reads what there is, and follows it. Quietly: where nothing is heard, writing will try again. */
  async #resume(afresh = false): Promise<void> {
    const epoch = this.#epoch;
    try {
      await this.#ensure();
      if (epoch === this.#epoch && (afresh || this.thread.value.said.length === 0)) await this.load();
      void this.flush();
    } catch (problem) {
      if (problem instanceof Unreachable && epoch === this.#epoch)
        this.#timer(
          "resume",
          pause(this.#attempts++, this.#around.chance()),
          () => void this.#resume(afresh),
        );
    }
  }

  #ensure(): Promise<void> {
    if (this.opened.value && this.desk.token) return Promise.resolve();
    this.#opening ??= this.#openSession().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** `conversation`: one that another window began; with its session, from now on. */
  async #openSession(conversation?: string): Promise<void> {
    const { desk } = this;
    const epoch = this.#epoch;
    const before = desk.token;
    const { name, email } = this.person.value;
    const ask = () =>
      desk.post<Opened>("/chat/sessions", {
        brand: this.brand,
        token: before,
        jwt: this.#jwt,
        conversation,
        name: name || null,
        email: email || null,
        language: this.language,
        key: conversation ? this.#around.makeKey() : this.#key,
      });
    const opened = await ask().catch((problem) => {
      if (!(problem instanceof Refused && problem.status === 401 && this.#jwt) || conversation) throw problem;
      this.#distrust(problem);
      return ask();
    });
    if (epoch !== this.#epoch) throw new Superseded();
    if (opened.token) {
      desk.token = opened.token;
      if (before) this.#newPages();
    }
    this.opened.value = opened;
    if (opened.player.name && this.known)
      this.person.value = { ...this.person.value, name: opened.player.name };
    this.#keep();
    this.#attempts = 0;
    // A socket that follows already keeps its number: beginning at the new one would pass over what is on its way.
    const follows = `${desk.token} ${this.#jwt}`;
    if (desk.token && follows !== this.#follows) this.#line.follow(desk.token, opened.number);
    this.#follows = follows;
  }

  #distrust(problem: Refused): void {
    console.warn(`Pitboss: ${problem.message}`);
    this.#jwt = null;
    this.#account.value = null;
    this.onIdentityWanted();
  }

  /** Another session than before: what was said in the former one is not this one's to show. */
  #newPages(): void {
    const files = (echo: { files: readonly Pending[] }) =>
      echo.files.map((file) => ({ ...file, upload: null, share: 0 }));
    this.thread.value = {
      ...EMPTY,
      echoes: this.thread.value.echoes.map((echo) => ({ ...echo, files: files(echo) })),
    };
    this.status.value = null;
    this.conversations.value = [];
  }

  /** The desk does not know the session, or its rights have changed: opened again, with what we have. */
  async #beginAgain(): Promise<void> {
    this.opened.value = null;
    this.#follows = "";
    await this.#resume(true);
  }

  async load(): Promise<void> {
    const { desk } = this;
    const epoch = this.#epoch;
    const status = await this.#askStatus();
    const said: Said[] = [];
    if (status.ticket) {
      let after = "";
      for (let page = 0; page < PAGES; page++) {
        const got = await desk.get<{ items: Said[]; next: string | null }>(
          `/chat/history?limit=100&ticket=${status.ticket.id}${after}`,
        );
        said.push(...got.items);
        if (!got.next) break;
        after = `&after=${got.next}`;
      }
    }
    const conversations = await desk.get<Conversation[]>("/chat/conversations");
    if (epoch !== this.#epoch) return;
    this.thread.value = withSaid(this.thread.value, said);
    this.conversations.value = conversations;
    const arriving = this.#expected && this.#wrote && this.view.value === "home";
    if (status.ticket && (arriving || this.view.value === "before")) this.view.value = "talk";
    this.#expected = false;
    this.#watch();
    this.markRead();
  }

  // ── who it is ──

  async identify(jwt: string): Promise<boolean> {
    const account = accountOf(jwt);
    if (account === null) {
      console.warn("Pitboss: identify() needs your server's token.");
      return false;
    }
    const former = this.#account.value ?? this.#recalledAccount;
    if (former !== null && former !== account) this.reset();
    this.#jwt = jwt;
    this.#account.value = account;
    const epoch = this.#epoch;
    // A page that nobody chats on costs nothing: the session begins when the chat is opened.
    if (!this.desk.token && !this.shown.value) return true;
    this.opened.value = null;
    await this.#resume(true);
    return epoch === this.#epoch && this.#jwt === jwt;
  }

  reset(): void {
    this.#epoch += 1;
    // What the page itself waits for, whoever is there, stays.
    for (const name of [...this.#timers.keys()]) if (!/^(looks|texts|more)/.test(name)) this.#stopTimer(name);
    this.#line.leave();
    this.#follows = "";
    this.#around.memory.forget();
    this.desk.token = null;
    this.#jwt = null;
    this.#key = this.#around.makeKey();
    this.#opening = null;
    this.#flushing = false;
    this.#wrote = false;
    this.#recalledAccount = null;
    this.#account.value = null;
    this.thread.value = EMPTY;
    this.status.value = null;
    this.conversations.value = [];
    this.past.value = null;
    this.opened.value = null;
    this.draft.value = NO_DRAFT;
    this.person.value = { name: "", email: "" };
    this.ended.value = false;
    this.rated.value = false;
    this.told.value = null;
    this.view.value = "home";
  }

  #recalledAccount: string | null = null;

  #recall(): void {
    let kept: Kept;
    try {
      kept = JSON.parse(this.#around.memory.read() ?? "null");
    } catch {
      return;
    }
    if (!kept?.token) return;
    this.desk.token = kept.token;
    this.#wrote = true;
    this.#recalledAccount = kept.account;
    this.person.value = kept.person;
    for (const { key, text, topic, at } of kept.unsent)
      this.thread.value = withEcho(this.thread.value, { key, text, topic, at, files: [], problem: null });
  }

  #keep(): void {
    const { token } = this.desk;
    if (!this.#wrote || !token) return;
    const kept: Kept = {
      token,
      account: this.#account.value,
      person: this.person.value,
      unsent: this.thread.value.echoes
        .filter((echo) => echo.text && echo.files.length === 0)
        .map(({ key, text, topic, at }) => ({ key, text, topic, at })),
    };
    this.#around.memory.write(JSON.stringify(kept));
  }

  // ── writing ──

  prefill({ topic, text }: Prefill): void {
    this.draft.value = {
      ...this.draft.value,
      topic: topic ?? this.draft.value.topic,
      text: text ?? this.draft.value.text,
    };
    this.write(topic ?? null);
  }

  /** To where one writes: the thread, or what stands before it. */
  write(topic: string | null = null): void {
    if (topic) this.draft.value = { ...this.draft.value, topic };
    const looks = this.looks.value;
    const asks = !this.known && !this.begun && !this.person.value.name && !this.person.value.email;
    this.ended.value = false;
    if (looks && !looks.open && looks.form && !this.begun) this.view.value = "offline";
    else this.view.value = asks && !this.#wrote ? "before" : "talk";
  }

  send(): void {
    const { text, topic, files } = this.draft.value;
    if (!text.trim() && files.length === 0) return;
    this.#wrote = true;
    this.draft.value = NO_DRAFT;
    this.ended.value = false;
    this.told.value = null;
    this.thread.value = withEcho(this.thread.value, {
      key: this.#around.makeKey(),
      text: text.trim(),
      topic: this.thread.value.tickets.length ? null : topic,
      files,
      at: new Date().toISOString(),
      problem: null,
    });
    this.#lastTyping = 0;
    this.#keep();
    void this.flush();
  }

  sendAgain(key: string): void {
    this.thread.value = changeEcho(this.thread.value, key, { problem: null });
    void this.flush();
  }

  discard(key: string): void {
    this.thread.value = withoutEcho(this.thread.value, key);
    this.#keep();
  }

  /** Sends what waits, one after the other, each with its key, until it is through or the desk can't be reached. */
  async flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    const epoch = this.#epoch;
    let refusals = 0;
    try {
      for (;;) {
        const echo = this.thread.value.echoes.find(({ problem }) => problem === null);
        if (!echo) return;
        try {
          await this.#deliver(echo.key);
          this.#attempts = 0;
        } catch (problem) {
          if (epoch !== this.#epoch || problem instanceof Superseded) return;
          if (!(problem instanceof Refused)) {
            if (!(problem instanceof Unreachable)) throw problem;
            this.connection.value = "lost";
            this.#timer("flush", pause(this.#attempts++, this.#around.chance()), () => {
              this.#line.again();
              void this.flush();
            });
            return;
          }
          if (problem.status === 401 && refusals++ < 2) {
            this.opened.value = null;
            continue;
          }
          this.thread.value = changeEcho(this.thread.value, echo.key, { problem: problem.title });
        }
      }
    } finally {
      if (epoch === this.#epoch) {
        this.#flushing = false;
        this.#keep();
      }
    }
  }

  async #deliver(key: string): Promise<void> {
    const { desk } = this;
    const epoch = this.#epoch;
    await this.#ensure();
    const find = () => this.thread.value.echoes.find((echo) => echo.key === key);
    const change = (id: string, with_: Partial<Pending>) => {
      const files = find()?.files.map((file) => (file.key === id ? { ...file, ...with_ } : file));
      if (files && epoch === this.#epoch) this.thread.value = changeEcho(this.thread.value, key, { files });
    };
    for (const file of find()?.files ?? []) {
      if (file.upload) continue;
      const upload = await desk.upload(file.file, file.key, (share) => change(file.key, { share }));
      change(file.key, { upload, share: 1 });
    }
    const echo = find();
    if (epoch !== this.#epoch) throw new Superseded();
    if (!echo) return; // the socket was faster: it is there already
    const sent = await desk.post<Sent>(
      "/chat/messages",
      {
        text: echo.text,
        key,
        attachments: echo.files.map((file) => file.upload),
        topic: echo.topic,
      },
      key,
    );
    if (epoch !== this.#epoch) throw new Superseded();
    const known = this.thread.value.tickets.includes(sent.ticket.id);
    const thread = inTicket(this.thread.value, sent.ticket.id, sent.ticket.status);
    // Even if the desk keeps it under another key: what is answered is never sent again.
    this.thread.value = withoutEcho(withSaid(thread, [sent.message]), key);
    // What followed at once may have come by the socket before we knew that this conversation is ours.
    if (!known) await this.load().catch(() => this.#timer("status", POLL, () => void this.renewStatus()));
  }

  typing(text: boolean): void {
    const now = Date.now();
    if (text && now - this.#lastTyping < TYPING_EVERY) return;
    if (!text && this.#lastTyping === 0) return;
    this.#lastTyping = text ? now : 0;
    this.#line.say({ type: "typing", text });
  }

  // ── listening ──

  #heard(frame: Frame): void {
    // Another window of this session may have begun anew.
    const { tickets, echoes } = this.thread.value;
    if (frame.type === "message_received" && !tickets.includes(String(frame.ticket)) && !echoes.length)
      this.#timer("load", 200, () => void this.load().catch(() => {}));
    this.thread.value = apply(this.thread.value, frame);
    if (frame.type === "typing" && this.thread.value.typing !== null)
      this.#timer("typing", TYPING_SHOWN, () => {
        this.thread.value = { ...this.thread.value, typing: null };
      });
    if (frame.type === "message_sent" || frame.type === "status_changed" || frame.type === "channel_changed")
      this.#timer("status", 200, () => void this.renewStatus());
    this.markRead();
  }

  /** Answers may overtake each other; what was asked last counts. */
  async #askStatus(): Promise<Status> {
    const epoch = this.#epoch;
    const mine = ++this.#asked;
    const status = await this.desk.get<Status>("/chat/status");
    if (epoch === this.#epoch && mine > this.#answered) {
      this.#answered = mine;
      this.status.value = status;
      this.thread.value = withStatus(this.thread.value, status);
      this.#watch();
    }
    return status;
  }

  renewStatus(): Promise<unknown> {
    return this.#askStatus().catch(() => {}); // the next one tells
  }

  /** Who waits in line sees the line move; where no socket gets through, what is new is asked for. */
  #watch(): void {
    const live = this.connection.value === "live";
    this.#stopTimer("watch");
    if (!this.shown.value || (live && this.status.value?.position == null)) return;
    if (this.thread.value.tickets.length === 0) return;
    this.#timer(
      "watch",
      POLL,
      () => void (live ? this.renewStatus() : this.load().catch(() => this.#watch())),
    );
  }

  markRead(): void {
    const reading = this.shown.value && this.view.value === "talk" && document.visibilityState === "visible";
    const message = reading ? toMark(this.thread.value) : null;
    if (!message) return;
    this.thread.value = { ...this.thread.value, read: message };
    this.#timer("read", 150, () => void this.desk.post("/chat/read", { message }).catch(() => {}));
  }

  /** The network is back, or the page is looked at again. */
  wake(): void {
    if (this.connection.value === "live") this.#line.probe();
    else this.#line.again();
    this.markRead();
    void this.flush();
  }

  offline(): void {
    if (this.connection.value !== "idle") this.connection.value = "lost";
  }

  // ── other things to do; more of them in more/acts.ts ──

  makeKey(): string {
    return this.#around.makeKey();
  }

  /** The site's word for who it is. */
  get jwt(): string | null {
    return this.#jwt;
  }

  /** Gives what tells whether the player is still the one of now. */
  sameOne(): () => boolean {
    const epoch = this.#epoch;
    return () => epoch === this.#epoch;
  }

  /** Goes on with a conversation that another window began: both are in the same session then, and follow it alike. */
  async join(conversation: string): Promise<boolean> {
    const epoch = this.#epoch;
    try {
      await this.#openSession(conversation);
      this.#wrote = true;
      this.ended.value = false;
      this.rated.value = false;
      this.told.value = null;
      this.#keep();
      await this.load();
    } catch (problem) {
      if (!(problem instanceof Refused) && !(problem instanceof Unreachable)) throw problem;
      return false;
    }
    if (epoch === this.#epoch) this.view.value = "talk";
    return true;
  }

  async renewConversations(): Promise<void> {
    const epoch = this.#epoch;
    if (!this.desk.token || !this.opened.value) return;
    const conversations = await this.desk.get<Conversation[]>("/chat/conversations").catch(() => null);
    if (conversations && epoch === this.#epoch) this.conversations.value = conversations;
  }

  /** From now on answers come to this address while the player is away. */
  async keepIn(email: string): Promise<void> {
    this.person.value = { ...this.person.value, email };
    await this.#openSession();
    await this.renewStatus();
  }

  file(id: string): Promise<Blob> {
    return this.desk.file(id);
  }

  attach(files: readonly File[]): void {
    const made = files.map((file) => ({ key: this.#around.makeKey(), file, share: 0, upload: null }));
    this.draft.value = { ...this.draft.value, files: [...this.draft.value.files, ...made] };
  }

  // ── time ──

  #timer(name: string, milliseconds: number, act: () => void): void {
    this.#stopTimer(name);
    this.#timers.set(
      name,
      this.#around.after(milliseconds, () => {
        this.#timers.delete(name);
        act();
      }),
    );
  }

  #stopTimer(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }
}

/** Whose token it is; whether it is true is for the desk to say. */
function accountOf(jwt: string): string | null {
  try {
    const payload = jwt.split(".")[1] ?? "";
    const claims = JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/")));
    return typeof claims.sub === "string" ? claims.sub : null;
  } catch {
    return null;
  }
}
