import { Box, Button, Menu, Stack, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useIdle } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, data, type Schemas } from "../app/api";
import { PRESENCES, PresenceMark } from "../marks/PresenceMark";
import classes from "./Rail.module.css";
import { useWords } from "./words";

type State = Schemas["PresenceBody"]["state"];

const IDLE_MS = 10 * 60_000;
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

/** The state I am in; tells the server that I am here, and puts me away when nobody touches the desk. */
function usePresence() {
  const t = useWords();
  const queries = useQueryClient();
  const idle = useIdle(IDLE_MS, { initialState: false });
  const cameIdle = useRef(false);
  const touched = useRef(!idle);
  touched.current = !idle;
  const presence = useQuery({
    queryKey: ["presence", "me"],
    queryFn: () => data(api.GET("/api/v1/me/presence")),
    refetchInterval: BEAT_MS,
  });
  const change = useMutation({
    mutationFn: (body: { state: State; reassign: boolean }) =>
      api.PUT("/api/v1/me/presence", { body: { ...body, key: crypto.randomUUID() } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["presence"] }),
    onError: (problem) => notifications.show({ color: "red", message: problem.message }),
  });
  const set = change.mutate;
  const state = (presence.data?.state ?? "offline") as State;
  useEffect(() => {
    const beat = () => {
      const body = { active: touched.current, focused: document.hasFocus() };
      void api.POST("/api/v1/me/beat", { body }).catch(() => undefined);
    };
    beat();
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (idle && state === "online") {
      cameIdle.current = true;
      set({ state: "away", reassign: false });
    } else if (!idle && cameIdle.current && state === "away") {
      cameIdle.current = false;
      const id = notifications.show({
        autoClose: false,
        color: "yellow",
        message: (
          <>
            <Text size="sm" mb={6}>
              {t("idle")}
            </Text>
            <Button
              size="xs"
              onClick={() => {
                set({ state: "online", reassign: false });
                notifications.hide(id);
              }}
            >
              {t("idleBack")}
            </Button>
          </>
        ),
      });
    }
  }, [idle, state, set, t]);
  return { state, loads: presence.data?.loads ?? [], set };
}
