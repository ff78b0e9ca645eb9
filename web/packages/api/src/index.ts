import createClient, { type Middleware } from "openapi-fetch";
import type { components as told } from "./events";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
/** What the sockets carry. */
export type Frames = told["schemas"];

/** A refusal of the server (RFC 9457), with the sentence that the person may read. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly extra: Record<string, unknown>,
  ) {
    super(detail);
  }
}

/** The server could not be reached, or did not answer as a server of ours. */
export class Unreachable extends Error {}

const refusing: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const text = await response.text();
    let problem: Record<string, unknown>;
    try {
      problem = JSON.parse(text);
    } catch {
      throw new Unreachable(`HTTP ${response.status}`);
    }
    const { status, title, detail, ...extra } = problem;
    throw new Refusal(Number(status ?? response.status), String(title ?? ""), String(detail ?? ""), extra);
  },
  onError({ error }) {
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  },
};

/** A typed client of the server's API. Every call resolves to {data} or rejects with Refusal or Unreachable. */
export function client(baseUrl = "") {
  const made = createClient<paths>({ baseUrl, credentials: "same-origin" });
  made.use(refusing);
  return made;
}
