import {
  Alert,
  Box,
  Divider,
  Drawer,
  Progress,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { queries } from "../app/queries";
import { useTimes } from "../app/times";
import type { WallQueue } from "./data";
import { Ending } from "./dialogs";
import { useWords } from "./words";

type Audience = "all" | "queue" | "team";

/** Telling all colleagues, those of a queue, or of a team; and who has read what was told. */
export function Broadcasts({
  brand,
  queues: shown,
  opened,
  onClose,
}: {
  brand: string;
  queues: readonly WallQueue[];
  opened: boolean;
  onClose: () => void;
}) {
  const t = useWords();
  const [text, setText] = useState("");
  const [audience, setAudience] = useState<Audience>("all");
  const [target, setTarget] = useState<string | null>(null);
  const key = useRef(newKey());
  const teams = useQuery({
    queryKey: ["teams", brand],
    enabled: opened,
    queryFn: () => data(api.GET("/api/v1/teams", { params: { query: { brand } } })),
  });
  const tell = useMutation({
    mutationFn: () =>
      data(
        api.POST("/api/v1/wall/broadcasts", {
          body: { text, audience, target: audience === "all" ? null : target, brand, key: key.current },
        }),
      ),
    onSuccess: (made) => {
      notifications.show({ color: "green", message: t("told", { count: made.readers.length }) });
      void queries.invalidateQueries({ queryKey: ["broadcasts", brand] });
      key.current = newKey();
      setText("");
    },
    onError: () => {
      key.current = newKey();
    },
  });
  const choices = audience === "queue" ? shown : (teams.data ?? []);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="md"
      title={t("broadcastTitle")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          tell.mutate();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("broadcastWhy")}
          </Text>
          {tell.error && (
            <Alert color="red" role="alert">
              {tell.error.message}
            </Alert>
          )}
          <SegmentedControl
            fullWidth
            aria-label={t("audience")}
            value={audience}
            onChange={(value) => {
              setAudience(value as Audience);
              setTarget(null);
            }}
            data={[
              { value: "all", label: t("toAll") },
              { value: "queue", label: t("toQueue") },
              { value: "team", label: t("toTeam") },
            ]}
          />
          {audience !== "all" &&
            (audience === "team" && teams.data?.length === 0 ? (
              <Text size="sm">{t("noTeams")}</Text>
            ) : (
              <Select
                label={audience === "queue" ? t("queue") : t("team")}
                required
                searchable
                value={target}
                onChange={setTarget}
                data={choices.map(({ id, name }) => ({ value: id, label: name }))}
              />
            ))}
          <Textarea
            label={t("text")}
            required
            autosize
            minRows={3}
            maxRows={10}
            maxLength={2_000}
            data-autofocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Ending
            send={t("send")}
            busy={tell.isPending}
            off={text.trim() === "" || (audience !== "all" && target === null)}
            onClose={onClose}
          />
        </Stack>
      </form>
      <Divider my="md" />
      <Latest brand={brand} opened={opened} />
    </Drawer>
  );
}

const AGAIN_MS = 5_000;

function Latest({ brand, opened }: { brand: string; opened: boolean }) {
  const t = useWords();
  const broadcasts = useQuery({
    queryKey: ["broadcasts", brand],
    enabled: opened,
    // Reading is nobody's event, so while this is open it asks.
    refetchInterval: AGAIN_MS,
    queryFn: () => data(api.GET("/api/v1/wall/broadcasts", { params: { query: { brand } } })),
  });
  return (
    <section aria-labelledby="told-lately">
      <Title order={2} size="h5" mb="sm" id="told-lately">
        {t("latest")}
      </Title>
      {broadcasts.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("nothingTold")}
        </Text>
      )}
      <Stack gap="md">
        {(broadcasts.data ?? []).map((broadcast) => (
          <Told key={broadcast.id} broadcast={broadcast} />
        ))}
      </Stack>
    </section>
  );
}

function Told({ broadcast }: { broadcast: Schemas["Broadcast"] }) {
  const t = useWords();
  const { moment } = useTimes();
  const { read, readers, by, created_at, text } = broadcast;
  const unread = readers.filter(({ seen_at }) => seen_at === null).map(({ name }) => name);
  const said = t("readBy", { read, count: readers.length });
  return (
    <Box component="article">
      <Text size="xs" c="dimmed">
        {t("byAt", { name: by, time: moment(created_at) })}
      </Text>
      <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {text}
      </Text>
      <Progress
        mt={6}
        size="sm"
        value={readers.length === 0 ? 0 : (read / readers.length) * 100}
        aria-label={said}
      />
      <Text size="xs" mt={4} className="numbers">
        {said}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={3}>
        {unread.length === 0 ? t("allRead") : t("unreadBy", { names: unread.join(", ") })}
      </Text>
    </Box>
  );
}
