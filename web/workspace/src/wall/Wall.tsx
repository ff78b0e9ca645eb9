import { Alert, Anchor, Box, Button, Group, Loader, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconClockExclamation,
  IconFileAlert,
  IconSpeakerphone,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useCommands } from "../app/commands";
import { useMay } from "../app/session";
import { useNow, useTimes } from "../app/times";
import { usePageTitle } from "../app/title";
import { OneBrand } from "../shell/OneBrand";
import { Agents } from "./Agents";
import { Broadcasts } from "./Broadcasts";
import { DayCharts } from "./DayCharts";
import { useWall } from "./data";
import { Queues } from "./Queues";
import classes from "./Wall.module.css";
import { useWords } from "./words";

/** A brand's queues and colleagues as they are now, for those who look after both. */
export function Wall() {
  const t = useWords();
  usePageTitle(t("wall"));
  return (
    <OneBrand
      permission="wall.see"
      kept="pitboss.wall.brand"
      notYours={{ title: t("notYours"), text: t("notYoursWhy") }}
      pending={<Loading />}
      looks={{ size: "xs", w: 180 }}
    >
      {(brand, choice) => <OneWall key={brand} brand={brand} choice={choice} />}
    </OneBrand>
  );
}

function Loading() {
  const t = useWords();
  return (
    <Group justify="center" p="xl">
      <Loader aria-label={t("loading")} />
    </Group>
  );
}

function OneWall({ brand, choice }: { brand: string; choice: React.ReactNode }) {
  const t = useWords();
  const may = useMay();
  const now = useNow();
  const { time } = useTimes();
  const wall = useWall(brand);
  const { full, toggle } = useFullScreen();
  const [telling, { open: tell, close: told }] = useDisclosure();
  const mayTell = may("staff.tell", brand);
  useCommands([
    {
      id: "wall-full",
      group: t("wall"),
      label: full ? t("leaveFullScreen") : t("fullScreen"),
      keys: "KeyF",
      run: toggle,
    },
    ...(mayTell
      ? [{ id: "wall-tell", group: t("wall"), label: t("broadcast"), keys: "KeyB", run: tell }]
      : []),
  ]);
  return (
    <Box className={`${classes.wall} ${full ? classes.full : ""}`}>
      <Stack gap="lg">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <Title order={1} size="h2" tabIndex={-1}>
              {t("wall")}
            </Title>
            {choice}
            {wall.data && (
              <Text size="sm" c="dimmed" className="numbers">
                {t("asOf", { time: time(wall.data.at) })}
              </Text>
            )}
          </Group>
          <Group gap="xs">
            {mayTell && (
              <Button size="xs" variant="light" leftSection={<IconSpeakerphone size={16} />} onClick={tell}>
                {t("broadcast")}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              leftSection={full ? <IconArrowsMinimize size={16} /> : <IconArrowsMaximize size={16} />}
              onClick={toggle}
            >
              {full ? t("leaveFullScreen") : t("fullScreen")}
            </Button>
          </Group>
        </Group>
        {wall.isError && (
          <Alert color="orange" role="status">
            {t("failed")}
          </Alert>
        )}
        {wall.isPending && <Loading />}
        {wall.data && (
          <>
            <Knowledge brand={brand} {...wall.data.knowledge} />
            <Queues brand={brand} queues={wall.data.queues} now={now} />
            <Agents brand={brand} agents={wall.data.agents} now={now} />
          </>
        )}
        <DayCharts brand={brand} />
      </Stack>
      {mayTell && (
        <Broadcasts brand={brand} queues={wall.data?.queues ?? []} opened={telling} onClose={told} />
      )}
      <VisuallyHidden aria-live="polite">{full ? t("fullScreen") : ""}</VisuallyHidden>
    </Box>
  );
}

/** What of the knowledge waits to be read again, with the way there. */
function Knowledge({ brand, overdue, stale }: { brand: string; overdue: number; stale: number }) {
  const t = useWords();
  if (overdue + stale === 0) return null;
  return (
    <Group gap="md" component="section" aria-label={t("knowledge")}>
      {overdue > 0 && (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/knowledge" search={{ brand, show: "overdue" }} {...props} />}
        >
          <Group component="span" gap={6}>
            <IconClockExclamation size={16} aria-hidden /> {t("overdueArticles", { count: overdue })}
          </Group>
        </Anchor>
      )}
      {stale > 0 && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/knowledge/$page" params={{ page: "changed" }} search={{ brand }} {...props} />
          )}
        >
          <Group component="span" gap={6}>
            <IconFileAlert size={16} aria-hidden /> {t("staleCitations", { count: stale })}
          </Group>
        </Anchor>
      )}
    </Group>
  );
}

/** Over the whole window in any case, over the whole screen where the browser lets us. */
function useFullScreen() {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => {
      if (document.fullscreenElement === null) setFull(false);
    };
    document.addEventListener("fullscreenchange", changed);
    return () => {
      document.removeEventListener("fullscreenchange", changed);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, []);
  const toggle = useCallback(() => {
    setFull((was) => {
      if (was && document.fullscreenElement !== null) void document.exitFullscreen();
      else if (!was) void document.documentElement.requestFullscreen?.().catch(() => undefined);
      return !was;
    });
  }, []);
  return { full, toggle };
}
