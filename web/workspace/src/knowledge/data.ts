/** What the screens of the knowledge read and write. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api, data, Refusal, type Schemas, Unreachable } from "../app/api";
import { newKey } from "../app/live/writes";
import { useMay } from "../app/session";
import { type Asked, queryOf } from "./asked";

export type Article = Schemas["ArticleView"];
export type InFull = Schemas["ArticleInFull"];
export type Version = Schemas["VersionView"];
export type Clause = Schemas["ClauseView"];
export type Language = "ru" | "en";
export const LANGUAGES: readonly Language[] = ["ru", "en"];

const Here = createContext("");
export const BrandHere = Here.Provider;
/** The brand whose knowledge is shown. */
export const useBrandHere = () => useContext(Here);

/** What I may do with the knowledge of the brand that is shown. */
export function useMayHere() {
  const may = useMay();
  const brand = useBrandHere();
  const write = may("knowledge.write", brand);
  const review = may("knowledge.review", brand);
  const publish = may("knowledge.publish", brand);
  const clauses = may("knowledge.clauses", brand);
  return { write, review, publish, clauses, edit: write || review || publish };
}

const KEY = "knowledge";

export function useArticles(brand: string, asked: Asked) {
  const query = queryOf(asked);
  return useInfiniteQuery({
    queryKey: [KEY, brand, "list", query],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/knowledge/articles", {
          params: { query: { ...query, brand, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export const useKnowledgeCounts = (brand: string) =>
  useQuery({
    queryKey: [KEY, brand, "counts"],
    queryFn: () => data(api.GET("/api/v1/knowledge/counts", { params: { query: { brand } } })),
  }).data;

export const articleQuery = (id: string) => ({
  queryKey: [KEY, "article", id],
  queryFn: () => data(api.GET("/api/v1/knowledge/articles/{article}", { params: { path: { article: id } } })),
});

export const useArticle = (id: string) => useQuery(articleQuery(id));

export const categoriesQuery = (brand: string) => ({
  queryKey: [KEY, brand, "categories"],
  enabled: brand !== "",
  queryFn: () => data(api.GET("/api/v1/knowledge/categories", { params: { query: { brand } } })),
});

const NONE: readonly Schemas["CategoryView"][] = [];
/** All of them, or `into`: those into which an article can be put: the hidden ones are left out. */
export function useCategories(brand: string, into = false) {
  const all = useQuery(categoriesQuery(brand)).data ?? NONE;
  return into ? all.filter(({ hidden }) => !hidden) : all;
}

export const useClauses = (brand: string, language: Language, on?: string, kind?: Clause["kind"]) =>
  useQuery({
    queryKey: [KEY, brand, "clauses", language, on, kind],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET("/api/v1/knowledge/clauses", {
          params: { query: { brand, language, ...(on ? { on } : {}), ...(kind ? { kind } : {}) } },
        }),
      ),
  });

/** What was read of the knowledge is read again. */
export function useRenewed() {
  const cache = useQueryClient();
  return {
    all: () => cache.invalidateQueries({ queryKey: [KEY] }),
    put: (now: InFull) => {
      cache.setQueryData([KEY, "article", now.article.id], now);
      void cache.invalidateQueries({
        queryKey: [KEY],
        predicate: ({ queryKey }) => !(queryKey[1] === "article" && queryKey[2] === now.article.id),
      });
    },
  };
}

/** A file that is sent; openapi-fetch would make it JSON. */
export async function sent<T>(path: string, file: File): Promise<T> {
  const body = new FormData();
  body.append("file", file, file.name || "picture.png");
  let answer: Response;
  try {
    answer = await fetch(path, { method: "POST", body, headers: { "Idempotency-Key": newKey() } });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  const told = await answer.json().catch(() => null);
  if (told === null) throw new Unreachable(`HTTP ${answer.status}`);
  if (!answer.ok) {
    const { status, title, detail, ...extra } = told;
    throw new Refusal(Number(status ?? answer.status), String(title ?? ""), String(detail ?? ""), extra);
  }
  return told as T;
}
