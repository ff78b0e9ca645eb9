import {
  Alert,
  Anchor,
  Box,
  Button,
  Group,
  Loader,
  Select,
  Stack,
  Text,
  Title,
  VisuallyHidden,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconClockExclamation,
  IconFileAlert,
  IconLock,
  IconSpeakerphone,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useBrands } from "../app/brands";
import { useCommands } from "../app/commands";
import { useMay } from "../app/session";
import { useNow, useTimes } from "../app/times";
import { usePageTitle } from "../app/title";
import { Message } from "../shell/Message";
import { Agents } from "./Agents";
import { Broadcasts } from "./Broadcasts";
import { DayCharts } from "./DayCharts";
import { useWall } from "./data";
import { Queues } from "./Queues";
import classes from "./Wall.module.css";
import { useWords } from "./words";

const KEPT = "pitboss.wall.brand";

/** A brand's queues and colleagues as they are now, for those who look after both. */
export function Wall() {
  const t = useWords();
  const may = useMay();
  const brands = useBrands();
  const mine = brands.filter(({ id }) => may("wall.see", id));
  const [chosen, choose] = useState(() => localStorage.getItem(KEPT));
  usePageTitle(t("wall"));
  if (!may("wall.see"))
    return (
      <Message
        icon={IconLock}
        title={t("notYours")}
        text={t("notYoursWhy")}
        action={
          <Button component={Link} to="/list/mine" variant="light">
            {t("toMine")}
          </Button>
        }
      />
    );
  const brand = mine.find(({ id }) => id === chosen) ?? mine[0];
  if (!brand) return <Loading />;
  return (
    <OneWall
      key={brand.id}
      brand={brand.id}
      choice={
        mine.length > 1 && (
          <Select
            aria-label={t("brand")}
            size="xs"
            w={180}
            allowDeselect={false}
            value={brand.id}
            data={mine.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              if (id === null) return;
              localStorage.setItem(KEPT, id);
              choose(id);
            }}
          />
        )
      }
    />
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
