import { useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useCommands } from "../app/commands";
import { whenIdle } from "../app/idle";
import { prefer, usePreferences } from "../app/preferences";
import { useMay } from "../app/session";
import { useTakeNext } from "./takeNext";
import { useWords } from "./words";

// Nobody needs the bar for the first look; it comes while nothing else is to be done.
const bar = () => import("./CommandBar");
const CommandBar = lazy(async () => ({ default: (await bar()).CommandBar }));
const Shortcuts = lazy(async () => ({ default: (await bar()).Shortcuts }));

const OPEN_COMMANDS = "pitboss:commands";
const SHOW_SHORTCUTS = "pitboss:shortcuts";

export function openCommands() {
  document.dispatchEvent(new Event(OPEN_COMMANDS));
}

export function showShortcuts() {
  document.dispatchEvent(new Event(SHOW_SHORTCUTS));
}

/** The commands that work everywhere, the bar that finds them all, and the page that shows their keys. */
export function ShellCommands() {
  const t = useWords();
  const navigate = useNavigate();
  const takeNext = useTakeNext();
  const may = useMay();
  const { contextOpen } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  const [asked, setAsked] = useState(0);
  const [shown, setShown] = useState<boolean>();
  const open = () => setShown(true);
  const close = () => setShown(false);
  useEffect(() => {
    const asks = () => setAsked((times) => times + 1);
    const shows = () => setShown(true);
    document.addEventListener(OPEN_COMMANDS, asks);
    document.addEventListener(SHOW_SHORTCUTS, shows);
    return () => {
      document.removeEventListener(OPEN_COMMANDS, asks);
      document.removeEventListener(SHOW_SHORTCUTS, shows);
    };
  }, []);
  useEffect(() => whenIdle(() => void bar(), 3_000), []);
  const list = (name: string) => () => void navigate({ to: "/list/$list", params: { list: name } });
  const go = t("go");
  const view = t("view");
  useCommands([
    { id: "bar", group: view, label: t("commands"), keys: "Mod+KeyK", hidden: true, run: openCommands },
    {
      id: "next",
      group: t("lists"),
      label: t("next"),
      keys: "Shift+KeyN",
      words: "next взять",
      run: () => takeNext.mutate(),
    },
    { id: "go-mine", group: go, label: t("goMine"), keys: "KeyG KeyM", words: "mine мои", run: list("mine") },
    {
      id: "go-unassigned",
      group: go,
      label: t("goUnassigned"),
      keys: "KeyG KeyU",
      words: "unassigned",
      run: list("unassigned"),
    },
    { id: "go-all", group: go, label: t("goAll"), keys: "KeyG KeyA", words: "all open", run: list("all") },
    {
      id: "go-mentioned",
      group: go,
      label: t("goMentioned"),
      keys: "KeyG KeyE",
      words: "mentioned @",
      run: list("mentioned"),
    },
    {
      id: "go-snoozed",
      group: go,
      label: t("goSnoozed"),
      keys: "KeyG KeyZ",
      words: "snoozed",
      run: list("snoozed"),
    },
    {
      id: "go-incidents",
      group: go,
      label: t("goIncidents"),
      keys: "KeyG KeyI",
      words: "incidents outage",
      run: () => void navigate({ to: "/incidents", search: {} }),
    },
    ...(may("complaints.see")
      ? [
          {
            id: "go-complaints",
            group: go,
            label: t("goComplaints"),
            keys: "KeyG KeyC",
            words: "complaints cases жалобы дела",
            run: () => void navigate({ to: "/complaints", search: {} }),
          },
        ]
      : []),
    {
      id: "go-wall",
      group: go,
      label: t("goWall"),
      keys: "KeyG KeyW",
      words: "wall supervisor",
      run: () => void navigate({ to: "/wall" }),
    },
    {
      id: "go-knowledge",
      group: go,
      label: t("goKnowledge"),
      keys: "KeyG KeyK",
      words: "knowledge articles clauses статьи",
      run: () => void navigate({ to: "/knowledge" }),
    },
    {
      id: "go-reports",
      group: go,
      label: t("goReports"),
      words: "reports satisfaction csat ratings",
      run: () => void navigate({ to: "/reports" }),
    },
    {
      id: "go-settings",
      group: go,
      label: t("goSettings"),
      keys: "KeyG KeyS",
      words: "settings",
      run: () => void navigate({ to: "/settings" }),
    },
    {
      id: "search",
      group: go,
      label: t("goSearch"),
      keys: "Slash",
      words: "search find найти",
      run: () => void navigate({ to: "/search" }),
    },
    {
      id: "shortcuts",
      group: view,
      label: t("showShortcuts"),
      keys: "Shift+Slash",
      words: "keys help",
      run: open,
    },
    {
      id: "shortcuts-mod",
      group: view,
      label: t("showShortcuts"),
      keys: "Mod+Slash",
      hidden: true,
      run: open,
    },
    {
      id: "theme",
      group: view,
      label: t("toggleTheme"),
      words: "dark light theme тема",
      run: () =>
        setColorScheme(document.documentElement.dataset.mantineColorScheme === "dark" ? "light" : "dark"),
    },
    {
      id: "context",
      group: view,
      label: t("toggleContext"),
      keys: "Mod+Backslash",
      run: () => prefer({ contextOpen: !contextOpen }),
    },
  ]);
  return (
    <Suspense fallback={null}>
      {asked > 0 && <CommandBar asked={asked} />}
      {shown !== undefined && <Shortcuts opened={shown} onClose={close} />}
    </Suspense>
  );
}
