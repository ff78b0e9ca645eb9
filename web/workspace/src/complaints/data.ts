/** Complaints as they are now; read again when the stream tells of one. */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { api, data, Refusal, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { queries } from "../app/queries";
import { useLocale } from "../app/words";
import { told, useWrite } from "../settings/parts";
import type { Asked, Stage } from "./asked";

export type Card = Schemas["ComplaintCard"];
export type Case = Schemas["ComplaintInFull"];
export type Clock = Case["deadlines"][number];
export type Evidence = Schemas["CaseEvidence"];
export type EvidenceRow = Schemas["EvidenceView"];
export type Need = Schemas["NeedView"];
export type Decision = Schemas["DecisionView"];
export type Redress = Schemas["Redress"];
export type Action = Schemas["ActionView"];
export type Appeal = Schemas["AppealView"];
export type Outcome = Decision["outcome"];
export type Category = Card["category"];

const SOMETIMES_MS = 60_000;
const PAGE = 25;

/** Everything of complaints that is shown is read again. */
export const renewed = () => queries.invalidateQueries({ queryKey: ["complaints"] });

// ── the words of the server ─────────────────────────────────────────────────────────────────────────────────

const useWordsOfServer = () =>
  useQuery({
    queryKey: ["complaint words"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => data(api.GET("/api/v1/complaints/words")),
  }).data;

export function useCategories() {
  const { locale } = useLocale();
  const known = useWordsOfServer()?.categories ?? [];
  const nameOf = (code: string) => known.find((one) => one.code === code)?.[locale] ?? code;
  return {
    nameOf,
    all: known.map((one) => ({ value: one.code as Category, label: one[locale] })),
    under: (code: string) =>
      (known.find((one) => one.code === code)?.subcategories ?? []).map((sub) => ({
        value: sub.code,
        label: sub[locale],
      })),
    /** The category with what is under it. */
    both: (code: string, sub: string) => {
      const named = known.find((one) => one.code === code)?.subcategories.find((one) => one.code === sub);
      return named ? `${nameOf(code)}: ${named[locale]}` : nameOf(code);
    },
  };
}

export function useOutcomes() {
  const { locale } = useLocale();
  const known = useWordsOfServer()?.outcomes ?? [];
  return {
    nameOf: (code: string) => known.find((one) => one.code === code)?.[locale] ?? code,
    decidable: known
      .filter(({ code }) => DECIDABLE.includes(code))
      .map((one) => ({ value: one.code as Outcome, label: one[locale] })),
  };
}
const DECIDABLE = ["upheld", "partly_upheld", "not_upheld", "goodwill"];

// ── the board ───────────────────────────────────────────────────────────────────────────────────────────────

const filterOf = (brand: string, { q, owner, category, risk, appeal }: Asked) => ({
  brand,
  ...(q ? { q } : {}),
  ...(owner ? { owner } : {}),
  ...(category ? { category: category as Category } : {}),
  ...(risk ? { at_risk: true } : {}),
  ...(appeal ? { appeal: true } : {}),
});

export function useColumn(brand: string, stage: Stage | undefined, asked: Asked) {
  const query = { ...filterOf(brand, asked), ...(stage ? { stage } : {}), limit: PAGE };
  return useInfiniteQuery({
    queryKey: ["complaints", "board", query],
    refetchInterval: SOMETIMES_MS,
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints", {
          params: { query: pageParam === null ? query : { ...query, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
}

export function useTallies(brand: string, { q, owner, category }: Asked) {
  const query = filterOf(brand, {
    ...(q ? { q } : {}),
    ...(owner ? { owner } : {}),
    ...(category ? { category } : {}),
  });
  return useQuery({
    queryKey: ["complaints", "counts", query],
    refetchInterval: SOMETIMES_MS,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.GET("/api/v1/complaints/counts", { params: { query } })),
  });
}

// ── one case ────────────────────────────────────────────────────────────────────────────────────────────────

export const caseKey = (id: string) => ["complaints", "case", id] as const;

/** By its id or its number; `brand` where several have the number. */
export const useCase = (name: string, brand: string | undefined) =>
  useQuery({
    queryKey: [...caseKey(name), brand ?? ""],
    retry: (count, failure) => !(failure instanceof Refusal) && count < 2,
    queryFn: () =>
      data(
        api.GET("/api/v1/complaints/{complaint}", {
          params: { path: { complaint: name }, query: brand ? { brand } : {} },
        }),
      ),
  });

export const of = (one: { id: string }) => ({ params: { path: { complaint: one.id } } });

/** A write to a case, with what to say when it is done. Sent again after a lost connection it changes nothing twice; all that
 * shows complaints is read again. */
export function useChange() {
  const write = useWrite();
  const last = useRef({ draft: "", key: "" });
  const run = async (
    draft: unknown,
    send: (headers: { "Idempotency-Key": string }) => Promise<unknown>,
    done?: string,
  ): Promise<boolean> => {
    const said = JSON.stringify(draft);
    if (last.current.draft !== said || last.current.key === "") last.current = { draft: said, key: newKey() };
    let answered = false;
    const went = await write.run(async () => {
      try {
        await send({ "Idempotency-Key": last.current.key });
        answered = true;
      } catch (failure) {
        if (failure instanceof Refusal) answered = true;
        throw failure;
      }
    });
    if (answered) last.current = { draft: "", key: "" };
    // Also after a refusal: it often means that what is shown is old.
    await renewed();
    if (went && done) told(done);
    return went;
  };
  return { ...write, run };
}
