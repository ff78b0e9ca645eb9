/** Keeps how the screen suits its person at the desk too, so that the next browser begins with it. */
import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { api, data, type Schemas } from "./api";
import { type Preferences, prefer, usePreferences } from "./preferences";
import { useLocale } from "./words";

type Kept = Schemas["MyPreferences"];
type Theme = Kept["theme"];

const PAUSE_MS = 800;

const width = (pixels: number) => Math.min(4_000, Math.max(40, Math.round(pixels)));

/** The same as the desk spells it. */
function spelled(mine: Preferences, theme: Theme, sounds: Kept["sounds"]) {
  const { rail, list, context } = mine.columns;
  return {
    theme,
    density: mine.density,
    sounds: { ...sounds, ...mine.sounds, on: mine.sound },
    desktop: mine.desktopNotices,
    enter_sends: mine.enterSends,
    single_keys: mine.singleKeys,
    rail_open: mine.railOpen,
    context_open: mine.contextOpen,
    columns: { rail: width(rail), list: width(list), context: width(context) },
  };
}

type Spelled = ReturnType<typeof spelled>;

/** What the desk has, as this screen holds it. */
export function read(kept: Kept): Partial<Preferences> {
  const { rail = 232, list = 360, context = 320 } = kept.columns;
  const { new_ticket = true, message = true, mention = true } = kept.sounds;
  return {
    density: kept.density,
    sound: kept.sounds.on ?? true,
    sounds: { new_ticket, message, mention },
    desktopNotices: kept.desktop,
    enterSends: kept.enter_sends,
    singleKeys: kept.single_keys,
    railOpen: kept.rail_open,
    contextOpen: kept.context_open,
    columns: { rail, list, context },
  };
}

/** The fields of `now` that differ from `before`. */
export function differing<T extends object>(before: T, now: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof T]),
    ),
  ) as Partial<T>;
}

/** Reads what the desk keeps once, then keeps each change there. What was changed here before the answer came stays. */
export function KeptPreferences() {
  const mine = usePreferences();
  const { colorScheme: theme, setColorScheme } = useMantineColorScheme();
  const { locale } = useLocale();
  const [kept, setKept] = useState<Kept>();
  const atDesk = useRef<Spelled>(undefined);
  const began = useRef({ mine, theme });
  const language = useRef(locale);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page
  useEffect(() => {
    let gone = false;
    data(api.GET("/api/v1/me/preferences")).then(
      (answer) => {
        if (gone) return;
        const before = began.current;
        const untouched = Object.fromEntries(
          Object.entries(read(answer)).filter(
            ([name]) =>
              latest.current.mine[name as keyof Preferences] === before.mine[name as keyof Preferences],
          ),
        );
        atDesk.current = spelled({ ...before.mine, ...read(answer) }, answer.theme, answer.sounds);
        prefer(untouched);
        if (latest.current.theme === before.theme && answer.theme !== before.theme)
          setColorScheme(answer.theme);
        setKept(answer);
      },
      () => undefined, // what this browser keeps serves until the next page
    );
    return () => {
      gone = true;
    };
  }, []);

  const latest = useRef({ mine, theme });
  latest.current = { mine, theme };

  useEffect(() => {
    const before = atDesk.current;
    if (!kept || !before) return undefined;
    const now = spelled(mine, theme, kept.sounds);
    const changed = differing(before, now);
    const spoken = language.current === locale ? {} : { language: locale };
    if (Object.keys(changed).length + Object.keys(spoken).length === 0) return undefined;
    const timer = setTimeout(() => {
      api.PUT("/api/v1/me/preferences", { body: { ...changed, ...spoken } }).then(
        () => {
          atDesk.current = now;
          language.current = locale;
        },
        () => undefined, // goes with the next change
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [mine, theme, locale, kept]);
  return null;
}
