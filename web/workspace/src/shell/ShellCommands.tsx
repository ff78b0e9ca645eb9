import { Button, Group, Kbd, Modal, Stack, Table, Text, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue, useDisclosure, useOs } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch, IconTicket, IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { type Command, spoken, useAllCommands, useCommands } from "../app/commands";
import { prefer, usePreferences } from "../app/preferences";
import { useTakeNext } from "./takeNext";
import { useWords } from "./words";

const SHOW_SHORTCUTS = "pitboss:shortcuts";

export function showShortcuts() {
  document.dispatchEvent(new Event(SHOW_SHORTCUTS));
}

/** The commands that work everywhere, the bar that finds them all, and the page that shows their keys. */
export function ShellCommands() {
  const t = useWords();
  const navigate = useNavigate();
  const takeNext = useTakeNext();
  const { contextOpen } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  const [shown, { open, close }] = useDisclosure();
  useEffect(() => {
    document.addEventListener(SHOW_SHORTCUTS, open);
    return () => document.removeEventListener(SHOW_SHORTCUTS, open);
  }, [open]);
  const list = (name: string) => () => void navigate({ to: "/list/$list", params: { list: name } });
  const go = t("go");
  const view = t("view");
  useCommands([
    { id: "bar", group: view, label: t("commands"), keys: "Mod+KeyK", hidden: true, run: spotlight.open },
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
      id: "go-wall",
      group: go,
      label: t("goWall"),
      keys: "KeyG KeyW",
      words: "wall supervisor",
      run: () => void navigate({ to: "/wall" }),
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
    <>
      <CommandBar />
      <Modal
        opened={shown}
        onClose={close}
        title={t("shortcuts")}
        size="lg"
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <Shortcuts />
      </Modal>
    </>
  );
}

function CommandBar() {
  const t = useWords();
  const navigate = useNavigate();
  const commands = useAllCommands();
  const [asked, setAsked] = useState("");
  const [settled] = useDebouncedValue(asked.trim(), 150);
  const found = useQuery({
    queryKey: ["search", settled, "bar"],
    enabled: settled.length > 1,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.GET("/api/v1/search", { params: { query: { q: settled, limit: 6 } } })),
  });
  const wanted = asked.trim().toLowerCase().split(/\s+/);
  const shown = commands.filter(
    (c) =>
      !c.hidden &&
      wanted.every((word) => `${c.label} ${c.group} ${c.words ?? ""}`.toLowerCase().includes(word)),
  );
  const tickets = settled.length > 1 && asked.trim() !== "" ? (found.data ?? []) : [];
  return (
    <Spotlight.Root
      query={asked}
      onQueryChange={setAsked}
      shortcut={null}
      scrollable
      maxHeight={440}
      attributes={{ content: { "aria-label": t("commands") } }}
    >
      <Spotlight.Search
        placeholder={t("barHint")}
        aria-label={t("barHint")}
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {tickets.length > 0 && (
          <Spotlight.ActionsGroup label={t("lists")}>
            {tickets.map((hit) => (
              <Spotlight.Action
                key={hit.ticket.id}
                leftSection={
                  ofPlayer(hit) ? <IconUser size={18} stroke={1.6} /> : <IconTicket size={18} stroke={1.6} />
                }
                label={`${hit.ticket.reference} · ${hit.ticket.subject}`}
                description={
                  ofPlayer(hit) ? `${hit.ticket.player.name} · ${hit.excerpt}` : hit.ticket.player.name
                }
                onClick={() =>
                  void navigate({ to: "/list/$list/$ticket", params: { list: "all", ticket: hit.ticket.id } })
                }
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {asked.trim() !== "" && (
          <Spotlight.Action
            leftSection={<IconSearch size={18} stroke={1.6} />}
            label={t("searchFor", { words: asked.trim() })}
            onClick={() => void navigate({ to: "/search", search: { q: asked.trim() } })}
          />
        )}
        {[...byGroup(shown)].map(([group, members]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {members.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                rightSection={command.keys && <Keys keys={command.keys} />}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Found by who the player is: an address, a phone, an account id. */
const ofPlayer = (hit: Schemas["HitView"]) => hit.message === null && hit.excerpt !== hit.ticket.subject;

function byGroup(commands: readonly Command[]): Map<string, Command[]> {
  const groups = new Map<string, Command[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return groups;
}

function Shortcuts() {
  const t = useWords();
  const { singleKeys } = usePreferences();
  const commands = useAllCommands().filter((c) => c.keys !== undefined);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("byPlace")}
      </Text>
      {[...byGroup(commands)].map(([group, members]) => (
        <Table key={group} verticalSpacing={6} aria-label={group} captionSide="top">
          <Table.Caption ta="start" fw={600}>
            {group}
          </Table.Caption>
          <Table.Tbody>
            {members.map((command) => (
              <Table.Tr key={command.id}>
                <Table.Td>{command.label}</Table.Td>
                <Table.Td ta="end">{command.keys && <Keys keys={command.keys} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
      <Button variant="default" onClick={() => prefer({ singleKeys: !singleKeys })}>
        {singleKeys ? t("singleOff") : t("singleOn")}
      </Button>
    </Stack>
  );
}

function Keys({ keys }: { keys: string }) {
  const t = useWords();
  const mac = useOs() === "macos";
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end" display="inline-flex">
      {spoken(keys, mac).map((press, n) => (
        <Group key={press.join("+")} gap={4} wrap="nowrap">
          {n > 0 && (
            <Text span size="xs" c="dimmed">
              {t("pressThen")}
            </Text>
          )}
          {press.map((cap) => (
            <Kbd key={cap} size="xs">
              {cap}
            </Kbd>
          ))}
        </Group>
      ))}
    </Group>
  );
}
