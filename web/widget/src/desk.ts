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

  /** The words of a language, which lie beside the script. */
  async texts(language: string): Promise<Texts> {
    const answer = await this.#fetch(`${this.base}/widget/${language}.json`, { credentials: "omit" });
    if (!answer.ok) throw new Unreachable(`HTTP ${answer.status}`);
    return answer.json();
  }

  async file(id: string): Promise<Blob> {
    const link = await this.#ask<{ url: string }>("GET", `/chat/attachments/${id}/link`);
    const answer = await this.#fetch(new URL(link.url, this.base).href);
    return answer.ok ? read(answer.blob()) : Promise.reject();
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
    const told = await answer.json().catch(() => ({}));
    if (answer.status >= 500 || answer.status === 429 || !told.title)
      throw new Unreachable(`HTTP ${answer.status}`);
    throw new Refused(answer.status, told.title, told.detail);
  }

  /** Sends a file, telling the share that is through. Only XMLHttpRequest tells it. */
  upload(file: File, key: string, progress: (share: number) => void): Promise<string> {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", `${this.base}/api/v1/chat/attachments`);
      request.responseType = "json";
      request.setRequestHeader("authorization", `Bearer ${this.token}`);
      request.setRequestHeader("idempotency-key", key);
      request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
      request.onerror = request.ontimeout = () => failed(new Unreachable("no answer"));
      request.onload = () => {
        const told = request.response ?? {};
        if (request.status < 300) done(told.id);
        else if (request.status >= 500 || request.status === 429) failed(new Unreachable("not now"));
        else failed(new Refused(request.status, String(told.title), String(told.detail)));
      };
      const form = new FormData();
      form.append("file", file);
      request.send(form);
    });
  }
}
