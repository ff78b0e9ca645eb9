/** The socket: follows what happens in the chat, and comes back by number however often it is cut. */
export type Frame = { type: string; number?: number; ticket?: string; [more: string]: unknown };
export type Connection = "idle" | "connecting" | "live" | "lost";

export interface Wire {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Around {
  wire(url: string, protocol: string): Wire;
  after(milliseconds: number, act: () => void): () => void;
  /** From 0 to 1. */
  chance(): number;
}

export interface Told {
  frame(frame: Frame): void;
  connection(state: Connection): void;
  /** The token opens nothing any more. */
  refused(): void;
  /** The log began anew: what is on the screen must be read again. */
  outlived(): void;
}

const NOT_YOURS = 4401;
const AWAY = 1013;
const OPENING = 10_000;
const BEAT = 20_000;
const SILENCE = 5_000;

/** How long to wait before the next try, in milliseconds: 0.3 s, doubled each time, at most 15 s, never all at once. */
export function pause(attempt: number, chance: number): number {
  return Math.min(15_000, 300 * 2 ** Math.min(attempt, 10)) * (0.5 + chance / 2);
}

export class Line {
  #wire: Wire | null = null;
  #cancel: (() => void) | null = null;
  #attempt = 0;
  #number: number | null = null;
  #token = "";
  #opening = false;

  readonly #url: string;
  readonly #around: Around;
  readonly #told: Told;

  constructor(url: string, around: Around, told: Told) {
    this.#url = url;
    this.#around = around;
    this.#told = told;
  }

  follow(token: string, number: number): void {
    this.leave();
    this.#token = token;
    this.#number = number;
    this.#connect();
  }

  leave(): void {
    this.#token = "";
    this.#attempt = 0;
    this.#drop();
    this.#told.connection("idle");
  }

  /** The network is back, or something shows that the socket is dead: at once, not after the pause. */
  again(): void {
    if (!this.#token) return;
    this.#attempt = 0;
    this.#drop();
    this.#connect();
  }

  say(frame: Frame): void {
    try {
      this.#wire?.send(JSON.stringify(frame));
    } catch {
      // not open yet: what rides here is only "is typing"
    }
  }

  /** Asks the desk for a sign of life; without one the socket counts as lost, whatever the browser says. */
  probe(): void {
    if (!this.#wire || this.#opening) return;
    this.#cancel?.();
    this.say({ type: "ping" });
    this.#cancel = this.#around.after(SILENCE, () => this.#lost(0));
  }

  #drop(): void {
    this.#cancel?.();
    this.#cancel = null;
    const wire = this.#wire;
    this.#wire = null;
    this.#opening = false;
    if (!wire) return;
    wire.onopen = wire.onmessage = wire.onclose = null;
    wire.close();
  }

  #connect(): void {
    const wire = this.#around.wire(
      `${this.#url}${this.#number === null ? "" : `?after=${this.#number}`}`,
      `pitboss.${this.#token}`,
    );
    this.#wire = wire;
    this.#opening = true;
    this.#told.connection(this.#attempt ? "lost" : "connecting");
    this.#cancel = this.#around.after(OPENING, () => this.#lost(0));
    wire.onmessage = ({ data }) => this.#heard(JSON.parse(String(data)) as Frame);
    wire.onclose = ({ code }) => this.#lost(code);
  }

  #heard(frame: Frame): void {
    this.#cancel?.();
    this.#cancel = this.#around.after(BEAT, () => this.probe());
    if (frame.type === "hello") {
      this.#opening = false;
      this.#attempt = 0;
      this.#number ??= frame.number ?? null;
      this.#told.connection("live");
      return;
    }
    if (frame.type === "reset") {
      this.#number = frame.number ?? null;
      this.#told.outlived();
      return;
    }
    if (frame.number !== undefined) {
      if (this.#number !== null && frame.number <= this.#number) return;
      this.#number = frame.number;
    }
    this.#told.frame(frame);
  }

  #lost(code: number): void {
    this.#drop();
    if (code === NOT_YOURS) {
      this.#told.refused();
      return;
    }
    // Sent away to come back (the player's rights changed, the server restarts): no reason to worry anybody yet.
    if (code !== AWAY || this.#attempt) this.#told.connection("lost");
    const wait = pause(this.#attempt, this.#around.chance());
    this.#attempt += 1;
    this.#cancel = this.#around.after(wait, () => this.#connect());
  }
}
