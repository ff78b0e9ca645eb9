import type { Frame, LiveEvent, Transient } from "./frames";

/** `connecting`: for the first time; `live`: what is on the screen is the present; `lost`: it may be old. */
export interface Connection {
  readonly state: "connecting" | "live" | "lost" | "signed_out";
  /** Since when, in milliseconds of Date.now. */
  readonly since: number;
}

export interface Following {
  /** The number from which all that is read from now on is not older; null: from the present. */
  after: number | null;
  /** The socket's address for the number of the last event that is known; null: from the present. */
  url: (after: number | null) => string;
  onEvent: (event: LiveEvent) => void;
  onTransient: (frame: Transient) => void;
  onState: (connection: Connection) => void;
  /** What is on the screen can't be brought up to date by events: read it again. Comes before `live`. */
  onAfresh: () => void;
}

export interface Followed {
  stop: () => void;
  /** Tries at once instead of waiting. */
  retry: () => void;
  number: () => number | null;
}

const PING_MS = 1_500;
/** Silence after a ping from which the connection counts as lost, so that it is known within three seconds. */
const SILENT_MS = 1_300;
/** Silence after which the socket is given up. Longer, so that a slow line is not cut again and again. */
const DEAD_MS = 6_000;
const OPENING_MS = 10_000;
/** In the background browsers wake a page seldom; this only keeps proxies from closing the line. */
const HIDDEN_PING_MS = 25_000;
/** After so long a whole screen is read again sooner than the events are told one by one. */
export const TOO_LONG_MS = 15 * 60_000;
const STEADY_MS = 5_000;

/** How long to wait before the nth try: at once, then 0.3 s, doubled up to 10 s, each with its share of chance so that
 * a whole team does not come back in the same moment. */
export function pause(tries: number, chance: number): number {
  if (tries === 0) return 100 * chance;
  return Math.min(10_000, 300 * 2 ** (tries - 1)) * (0.5 + chance / 2);
}

const NOT_SIGNED_IN = 4401;
const BAD_NUMBER = 4400;
const FLOOD = 4429;
/** I lagged, the desk restarts, or my rights have changed. */
const COME_AGAIN = 1013;

/** Follows the desk's events until stopped, over any loss of the connection. docs/subsystems/workspace.md */
export function follow(given: Following): Followed {
  let socket: WebSocket | null = null;
  let number = given.after;
  let tries = 0;
  let connection: Connection = { state: "connecting", since: Date.now() };
  let afresh = false;
  let caughtUp = false;
  let lostAt: number | null = null;
  let liveAt = 0;
  let asked: number | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let watching: ReturnType<typeof setTimeout> | undefined;

  function become(state: Connection["state"]) {
    if (connection.state === state) return;
    const now = Date.now();
    if (state === "lost") lostAt ??= now;
    if (state === "live") {
      lostAt = null;
      liveAt = now;
    }
    connection = { state, since: now };
    given.onState(connection);
  }

  /** The screen is not the present any more. Before the first time it never was. */
  function lose() {
    if (connection.state === "live") become("lost");
  }

  function open() {
    clearTimeout(waiting);
    clearTimeout(watching);
    if (lostAt !== null && Date.now() - lostAt > TOO_LONG_MS) number = null;
    if (number === null) afresh = true;
    asked = null;
    caughtUp = false;
    const mine = new WebSocket(given.url(number));
    socket = mine;
    mine.onmessage = ({ data }) => {
      if (socket === mine) hear(JSON.parse(String(data)) as Frame);
    };
    mine.onclose = ({ code }) => {
      if (socket === mine) closed(code);
    };
    watching = setTimeout(() => socket === mine && abandon(), OPENING_MS);
  }

  function hear(frame: Frame) {
    asked = null;
    switch (frame.type) {
      case "hello":
        number = frame.number;
        clearTimeout(watching);
        // The answer comes after all that was missed.
        ping();
        break;
      case "reset":
        number = frame.number;
        afresh = true;
        break;
      case "pong":
        caughtUp = true;
        break;
      default:
        // Also what a newer desk tells and this page, loaded before, does not know.
        if ("number" in frame) {
          number = Math.max(number ?? 0, frame.number);
          given.onEvent(frame);
        } else given.onTransient(frame);
    }
    if (!caughtUp) return;
    if (afresh) {
      afresh = false;
      given.onAfresh();
    }
    become("live");
  }

  function ping() {
    clearTimeout(watching);
    const mine = socket;
    if (mine === null || mine.readyState !== WebSocket.OPEN) return;
    asked = Date.now();
    mine.send('{"type":"ping"}');
    watching = setTimeout(() => {
      if (socket !== mine) return;
      if (asked === null) {
        watching = setTimeout(ping, hidden() ? HIDDEN_PING_MS : PING_MS - SILENT_MS);
        return;
      }
      lose();
      watching = setTimeout(() => {
        if (socket !== mine) return;
        if (asked === null) ping();
        else abandon();
      }, DEAD_MS - SILENT_MS);
    }, SILENT_MS);
  }

  /** Gives the socket up without waiting until both sides agree that it is closed. */
  function abandon() {
    const mine = socket;
    socket = null;
    mine?.close();
    closed(0);
  }

  function closed(code: number) {
    socket = null;
    clearTimeout(watching);
    if (code === NOT_SIGNED_IN) {
      become("signed_out");
      return;
    }
    if (code === BAD_NUMBER) number = null;
    if (code === COME_AGAIN) afresh = true;
    // Only a connection that held is a reason to try at once again.
    if (connection.state === "live" && Date.now() - liveAt > STEADY_MS) tries = 0;
    lose();
    const delay = code === FLOOD ? 10_000 : pause(tries, Math.random());
    tries += 1;
    clearTimeout(waiting);
    waiting = setTimeout(open, delay);
  }

  function retry() {
    if (connection.state === "signed_out" || socket !== null) return;
    tries = 0;
    open();
  }

  const hidden = () => typeof document !== "undefined" && document.visibilityState === "hidden";
  const offline = () => {
    if (socket !== null) abandon();
  };
  const online = () => retry();
  const shown = () => {
    if (hidden()) return;
    if (socket === null) retry();
    else if (socket.readyState === WebSocket.OPEN) ping();
  };
  const browser = typeof window !== "undefined";
  if (browser) {
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    document.addEventListener("visibilitychange", shown);
  }
  open();
  return {
    stop: () => {
      clearTimeout(waiting);
      clearTimeout(watching);
      const mine = socket;
      socket = null;
      mine?.close();
      if (browser) {
        window.removeEventListener("online", online);
        window.removeEventListener("offline", offline);
        document.removeEventListener("visibilitychange", shown);
      }
    },
    retry,
    number: () => number,
  };
}
