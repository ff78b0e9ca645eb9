/** What I have begun to write. Kept on the desk, and here until the desk has it. */
import { useCallback, useEffect, useRef } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMarkDraft } from "../app/live";

export type Kind = "reply" | "note";

interface Begun {
  text: string;
  html: string | null;
  files: readonly Schemas["DraftFile"][];
  /** The ticket's version when I began. */
  version: number;
}

const KEEP_AFTER_MS = 800;
/** What browsers still send of a page that is being left, with room for signs of several bytes. */
const OUTLIVES = 12_000;

/** Newer than what the desk has: on its way there, or there could not be sent. */
const unsaved = new Map<string, Begun | null>();
const nameOf = (ticket: string, kind: Kind) => `${ticket}/${kind}`;

/** The draft that I have in a ticket; null if none. */
export async function begunDraft(ticket: string, kind: Kind): Promise<Begun | null> {
  const newer = unsaved.get(nameOf(ticket, kind));
  if (newer !== undefined) return newer;
  const drafts = await data(api.GET("/api/v1/tickets/{name}/drafts", { params: { path: { name: ticket } } }));
  return drafts.find((draft) => draft.kind === kind) ?? null;
}

/** Keeps what is written a moment after the last key, and throws it away when nothing is left. */
export function useKeptDraft(ticket: string, kind: Kind) {
  const name = nameOf(ticket, kind);
  const mark = useMarkDraft(ticket);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const known = useRef(false);
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const draft = unsaved.get(name);
    if (draft === undefined) return;
    known.current = draft !== null;
    const path = { name: ticket, kind };
    const kept =
      draft === null
        ? api.DELETE("/api/v1/tickets/{name}/drafts/{kind}", { params: { path } })
        : api.PUT("/api/v1/tickets/{name}/drafts/{kind}", {
            params: { path },
            keepalive: draft.text.length + (draft.html?.length ?? 0) < OUTLIVES,
            body: {
              text: draft.text,
              html: draft.html,
              files: draft.files.map((file) => file.id),
              version: draft.version,
            },
          });
    kept.then(
      () => unsaved.get(name) === draft && unsaved.delete(name),
      () => undefined, // still here; the next key tries again
    );
  }, [ticket, kind, name]);
  useEffect(() => {
    const leaving = () => document.visibilityState === "hidden" && flush();
    document.addEventListener("visibilitychange", leaving);
    return () => {
      document.removeEventListener("visibilitychange", leaving);
      flush();
    };
  }, [flush]);
  const soon = useCallback(
    (draft: Begun | null) => {
      clearTimeout(timer.current);
      if (draft === null && !known.current && !unsaved.has(name)) return;
      unsaved.set(name, draft);
      mark(draft !== null);
      timer.current = setTimeout(flush, KEEP_AFTER_MS);
    },
    [flush, mark, name],
  );
  /** It was sent: the desk throws it away by itself. */
  const sent = useCallback(() => {
    clearTimeout(timer.current);
    unsaved.delete(name);
    known.current = false;
    mark(false);
  }, [mark, name]);
  const found = useCallback(() => {
    known.current = true;
  }, []);
  return { soon, sent, found };
}
