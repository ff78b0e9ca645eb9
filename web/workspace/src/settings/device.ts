import { useWords } from "./words";

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/YaBrowser\//, "Yandex Browser"],
  [/Firefox\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** "Chrome, Linux" of a User-Agent; what it is not known for stays as it came. */
export function deviceOf(agent: string): string | undefined {
  const found = [BROWSERS, SYSTEMS].map((known) => known.find(([pattern]) => pattern.test(agent))?.[1]);
  const named = found.filter((name) => name !== undefined);
  return named.length > 0 ? named.join(", ") : undefined;
}

export function useDeviceName(): (agent: string | null) => string {
  const t = useWords();
  return (agent) => deviceOf(agent ?? "") ?? (agent?.slice(0, 60) || t("unknownDevice"));
}
