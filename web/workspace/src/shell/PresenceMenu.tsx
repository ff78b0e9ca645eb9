import { Box, Menu, Stack, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { PRESENCES, PresenceMark } from "../marks/PresenceMark";
import classes from "./Rail.module.css";
import { useWords } from "./words";

type State = Schemas["PresenceBody"]["state"];

const MINE = ["presence", "me"] as const;
const BEAT_MS = 20_000;

export function PresenceMenu({ open }: { open: boolean }) {
  const t = useWords();
  const { state, loads, set } = usePresence();
  const { word } = PRESENCES[state];
  const chat = loads.find((load) => load.class_ === "chat");
  const other = loads.filter((load) => load.class_ !== "chat");
  const sum = (field: "load" | "capacity") => other.reduce((total, load) => total + load[field], 0);
  const chats = chat ? t("chats", { load: chat.load, count: chat.capacity }) : "";
  const option = (
    value: State,
    word: "online" | "away" | "transferOnly" | "offline" | "awayReassign",
    reassign = false,
  ) => {
    const Icon = PRESENCES[value].icon;
    return (
      <Menu.Item
        onClick={() => set({ state: value, reassign })}
        leftSection={
          <Icon size={16} color={`var(--mantine-color-${PRESENCES[value].color}-6)`} aria-hidden />
        }
      >
        <Text size="sm">{t(word)}</Text>
        <Text size="xs" c="dimmed">
          {t(`${word}Why`)}
        </Text>
      </Menu.Item>
    );
  };
  return (
    <Menu position="right-end" width={280} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.link} display="flex" style={{ gap: 10, alignItems: "center" }}>
          <VisuallyHidden>{`${t("presence")}: ${t(word)}. ${chats}`}</VisuallyHidden>
          <PresenceMark state={state} />
          {open && (
            <Box miw={0} aria-hidden>
              <Text size="sm" truncate>
                {t(word)}
              </Text>
              <Text size="xs" c="dimmed" truncate className={classes.count}>
                {chats}
              </Text>
            </Box>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {option("online", "online")}
        {option("away", "away")}
        {option("away", "awayReassign", true)}
        {option("transfer_only", "transferOnly")}
        {option("offline", "offline")}
        <Menu.Divider />
        <Stack gap={2} px="sm" py={6}>
          <Text size="xs" className={classes.count}>
            {chats}
          </Text>
          {other.length > 0 && (
            <Text size="xs" className={classes.count}>
              {t("others", { load: sum("load"), count: sum("capacity") })}
            </Text>
          )}
        </Stack>
      </Menu.Dropdown>
    </Menu>
  );
}

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** The state I am in. Tells the desk that I am here and whether I have touched anything: who touches nothing for some
 * minutes is put away by the desk, and brought back by the next touch. */
function usePresence() {
  const t = useWords();
  const queries = useQueryClient();
  const presence = useQuery({
    queryKey: MINE,
    queryFn: () => data(api.GET("/api/v1/me/presence")),
    refetchInterval: BEAT_MS,
  });
  const change = useMutation({
    mutationFn: (body: { state: State; reassign: boolean }) =>
      api.PUT("/api/v1/me/presence", { body: { ...body, key: newKey() } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["presence"] }),
    onError: (problem) => notifications.show({ color: "red", message: problem.message }),
  });
  const say = useRef(t);
  say.current = t;
  useEffect(() => {
    let touched = true;
    let idle = false;
    const beat = async () => {
      const body = { active: touched, focused: document.hasFocus() };
      touched = false;
      const before = queries.getQueryData<Schemas["There"]>(MINE)?.state;
      try {
        const { state } = await data(api.POST("/api/v1/me/beat", { body }));
        if (before === undefined || before === state) return;
        idle = before === "online" && state === "away" && !body.active;
        if (idle)
          notifications.show({ id: "idle", autoClose: false, color: "yellow", message: say.current("idle") });
        else notifications.hide("idle");
        await queries.invalidateQueries({ queryKey: ["presence"] });
      } catch {
        // The banner of the connection says it.
      }
    };
    const touch = () => {
      touched = true;
      if (!idle) return;
      idle = false;
      void beat();
    };
    void beat();
    const timer = setInterval(() => void beat(), BEAT_MS);
    for (const kind of TOUCHES) document.addEventListener(kind, touch, { passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of TOUCHES) document.removeEventListener(kind, touch);
    };
  }, [queries]);
  return {
    state: (presence.data?.state ?? "offline") as State,
    loads: presence.data?.loads ?? [],
    set: change.mutate,
  };
}
