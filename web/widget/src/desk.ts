import type { Schemas } from "@pitboss/api";
import type { Texts } from "./words";

export type Looks = Schemas["WidgetView"];
export type Opened = Schemas["ChatView"];
export type Said = Schemas["ChatMessage"];
export type FileRef = Schemas["ChatFile"];
export type Status = Schemas["ChatStatus"];
export type Conversation = Schemas["Conversation"];
export type Sent = Schemas["Said"];
export type Taken = Schemas["Taken"];
export type WayOn = Schemas["WayOn"];
export type Hit = Schemas["HelpHit"];

/** The desk said no, and why. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** Nothing was heard, or "not now": the same again, later. */
export class Unreachable extends Error {}

/** A body may break off as a request may. */
const read = <T>(body: Promise<T>): Promise<T> =>
  body.catch(() => {
    throw new Unreachable("cut off");
  });

/** What a bad answer means: no, or not now. */
function problemOf(status: number, told: { title?: string; detail?: string } | null): Error {
  if (status >= 500 || status === 429 || !told?.title) return new Unreachable(`HTTP ${status}`);
  return new Refused(status, told.title, String(told.detail));
}

export type Progress = (share: number) => void;
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
const PATIENCE = 20_000;

/** The desk over HTTP. No cookies are sent or kept: the token is the only proof. */
export class Desk {
  token: string | null = null;

  readonly #fetch: Fetch;

  constructor(
    readonly base: string,
    fetch: Fetch,
  ) {
    this.#fetch = fetch;
  }

  get<T>(path: string): Promise<T> {
    return this.#ask("GET", path);
  }

  post<T>(path: string, body: unknown, key?: string): Promise<T> {
    return this.#ask("POST", path, JSON.stringify(body), {
      "content-type": "application/json",
      ...(key ? { "idempotency-key": key } : {}),
    });
  }

  /** The words of a language, or `…-more` of them, which lie beside the script. */
  async texts(name: string): Promise<Texts> {
    const answer = await this.#fetch(`${this.base}/widget/${name}.json`, { credentials: "omit" });
    if (!answer.ok) throw new Unreachable(`HTTP ${answer.status}`);
    return answer.json();
  }

  /** By a link that needs no token: a request with one may not be sent on to another address. */
  async file(id: string): Promise<Blob> {
    const { url } = await this.get<{ url: string }>(`/chat/attachments/${id}/link`);
    const answer = await this.#fetch(new URL(url, this.base).href, { credentials: "omit" });
    if (!answer.ok) throw new Unreachable(`HTTP ${answer.status}`);
    return read(answer.blob());
  }

  async #ask<T>(method: string, path: string, body?: BodyInit, headers?: Record<string, string>): Promise<T> {
    const answer = await this.#answer(method, path, body, headers);
    return (answer.status === 204 ? undefined : await read(answer.json())) as T;
  }

  async #answer(
    method: string,
    path: string,
    body?: BodyInit,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    let answer: Response;
    try {
      answer = await this.#fetch(`${this.base}/api/v1${path}`, {
        method,
        body: body ?? null,
        headers: this.token ? { ...headers, authorization: `Bearer ${this.token}` } : headers,
        credentials: "omit",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      throw new Unreachable("no answer");
    }
    if (answer.ok) return answer;
    throw problemOf(answer.status, await answer.json().catch(() => null));
  }

  /** Sends a file, telling the share that is through. */
  async upload(file: File, key: string, progress: Progress): Promise<string> {
    const form = new FormData();
    form.append("file", file);
    return (await this.push<{ id: string }>("/chat/attachments", form, key, progress)).id;
  }

  /** A post that tells how far it is; only XMLHttpRequest does. Without progress for PATIENCE it counts as cut. */
  push<T>(path: string, body: FormData | string, key: string, progress: Progress): Promise<T> {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      let patience: ReturnType<typeof setTimeout>;
      const moves = () => {
        clearTimeout(patience);
        patience = setTimeout(() => request.abort(), PATIENCE);
      };
      request.open("POST", `${this.base}/api/v1${path}`);
      request.responseType = "json";
      if (this.token) request.setRequestHeader("authorization", `Bearer ${this.token}`);
      if (typeof body === "string") request.setRequestHeader("content-type", "application/json");
      request.setRequestHeader("idempotency-key", key);
      request.upload.onprogress = (event) => {
        moves();
        progress(event.total ? event.loaded / event.total : 0);
      };
      request.onloadend = () => {
        clearTimeout(patience);
        const { status } = request;
        if (status >= 200 && status < 300 && request.response) done(request.response);
        else failed(problemOf(status, request.response));
      };
      moves();
      request.send(body);
    });
  }
}
