import { ActionIcon, Badge, Box, Button, Group, NavLink, Text, Tooltip } from "@mantine/core";
import {
  IconActivity,
  IconAlarmSnooze,
  IconAt,
  IconBook2,
  IconChartBar,
  IconFilter,
  IconInbox,
  IconLayoutDashboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconPlayerTrackNext,
  IconScale,
  IconSearch,
  IconSettings,
  IconStack2,
  IconUser,
  IconUserQuestion,
} from "@tabler/icons-react";
import { Link, useMatchRoute } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { useBrands } from "../app/brands";
import { useMay } from "../app/session";
import { useTrouble } from "../incidents/data";
import { AccountMenu } from "./AccountMenu";
import { Bell } from "./Bell";
import { type Counted, useCounts } from "./counts";
import { PresenceMenu } from "./PresenceMenu";
import classes from "./Rail.module.css";
import { openCommands } from "./ShellCommands";
import { useTakeNext } from "./takeNext";
import { useWords } from "./words";

const ICON = { size: 18, stroke: 1.7 };

/** Without `onFold` it stands in the drawer of a phone, whose bar has the name and the bell. */
export function Rail({ open, onFold }: { open: boolean; onFold?: () => void }) {
  const t = useWords();
  const may = useMay();
  const counts = useCounts();
  const takeNext = useTakeNext();
  const brands = useBrands();
  // Queues of two brands often have the same name.
  const named = (name: string, brand?: string | null) => {
    const prefix = brands.length > 1 && brands.find(({ id }) => id === brand)?.prefix;
    return prefix ? `${prefix} · ${name}` : name;
  };
  const several = new Set(counts.queues.map(({ brand }) => brand)).size > 1;
  return (
    <Box
      component="nav"
      aria-label={t("navigation")}
      className={`${classes.rail} ${open ? "" : classes.folded}`}
    >
      <Group gap={4} justify={open ? "space-between" : "center"} px={open ? 6 : 0} pb={4} wrap="nowrap">
        {open && onFold && (
          <Text fw={700} size="lg">
            Pitboss
          </Text>
        )}
        {onFold && (
          <Tooltip label={open ? t("foldRail") : t("openRail")} position="right">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={open ? t("foldRail") : t("openRail")}
              onClick={onFold}
            >
              {open ? <IconLayoutSidebarLeftCollapse {...ICON} /> : <IconLayoutSidebarLeftExpand {...ICON} />}
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <Tooltip label={`${t("nextWhy")} (Shift+N)`} position="right">
        {open ? (
          <Button
            leftSection={<IconPlayerTrackNext {...ICON} />}
            justify="flex-start"
            onClick={() => takeNext.mutate()}
            loading={takeNext.isPending}
            aria-label={t("next")}
          >
            {t("nextShort")}
          </Button>
        ) : (
          <ActionIcon
            size="lg"
            mx="auto"
            aria-label={t("next")}
            onClick={() => takeNext.mutate()}
            loading={takeNext.isPending}
          >
            <IconPlayerTrackNext {...ICON} />
          </ActionIcon>
        )}
      </Tooltip>
      <div className={classes.scroll}>
        <Item open={open} icon={<IconSearch {...ICON} />} label={t("search")} to="/search" />
        {open && <Heading>{t("lists")}</Heading>}
        <Item open={open} icon={<IconUser {...ICON} />} label={t("mine")} list="mine" count={counts.mine} />
        <Item
          open={open}
          icon={<IconUserQuestion {...ICON} />}
          label={t("unassigned")}
          list="unassigned"
          count={counts.unassigned}
        />
        <Item open={open} icon={<IconInbox {...ICON} />} label={t("all")} list="all" count={counts.all} />
        <Item
          open={open}
          icon={<IconAt {...ICON} />}
          label={t("mentioned")}
          list="mentioned"
          count={counts.mentioned}
        />
        <Item
          open={open}
          icon={<IconAlarmSnooze {...ICON} />}
          label={t("snoozed")}
          list="snoozed"
          count={counts.snoozed}
        />
        {[...byBrand(counts.queues)].map(([brand, queues]) => (
          <Fragment key={brand}>
            {open && (
              <Heading>
                {several
                  ? `${t("queues")} · ${brands.find(({ id }) => id === brand)?.name ?? ""}`
                  : t("queues")}
              </Heading>
            )}
            {queues.map((queue) => (
              <Item
                key={queue.id}
                open={open}
                icon={<IconStack2 {...ICON} />}
                label={open ? queue.name : named(queue.name, queue.brand)}
                list={`queue-${queue.id}`}
                count={queue.count}
              />
            ))}
          </Fragment>
        ))}
        {open && counts.views.length > 0 && <Heading>{t("views")}</Heading>}
        {counts.views.map((view) => (
          <Item
            key={view.id}
            open={open}
            icon={<IconFilter {...ICON} />}
            label={view.name}
            list={`view-${view.id}`}
            count={view.count}
          />
        ))}
      </div>
      <Item
        open={open}
        icon={<IconActivity {...ICON} />}
        label={t("incidents")}
        to="/incidents"
        count={useTrouble(brands)}
      />
      {may("complaints.see") && (
        <Item open={open} icon={<IconScale {...ICON} />} label={t("complaints")} to="/complaints" />
      )}
      {may("wall.see") && (
        <Item open={open} icon={<IconLayoutDashboard {...ICON} />} label={t("wall")} to="/wall" />
      )}
      <Item open={open} icon={<IconBook2 {...ICON} />} label={t("knowledge")} to="/knowledge" />
      {may("reports.see") && (
        <Item open={open} icon={<IconChartBar {...ICON} />} label={t("reports")} to="/reports" />
      )}
      <Item open={open} icon={<IconSettings {...ICON} />} label={t("settings")} to="/settings" />
      {onFold && <Bell open={open} />}
      <PresenceMenu open={open} />
      <AccountMenu open={open} onCommands={openCommands} />
    </Box>
  );
}

function byBrand(queues: readonly Counted[]): Map<string | null, Counted[]> {
  const brands = new Map<string | null, Counted[]>();
  for (const queue of queues) brands.set(queue.brand, [...(brands.get(queue.brand) ?? []), queue]);
  return brands;
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <Text size="xs" fw={600} c="dimmed" className={classes.heading}>
      {children}
    </Text>
  );
}

interface ItemProps {
  open: boolean;
  icon: ReactNode;
  label: string;
  count?: number | undefined;
  to?: Place;
  list?: string;
}

type Place = "/search" | "/wall" | "/incidents" | "/complaints" | "/knowledge" | "/reports" | "/settings";

function Item({ open, icon, label, count, to, list }: ItemProps) {
  const matches = useMatchRoute();
  const target =
    list === undefined ? { to: to ?? "/search" } : ({ to: "/list/$list", params: { list } } as const);
  const active = Boolean(matches({ ...target, fuzzy: true }));
  return (
    <Tooltip label={count ? `${label}: ${count}` : label} position="right" disabled={open}>
      <NavLink
        renderRoot={(props) => <Link {...target} {...props} />}
        className={classes.link}
        active={active}
        aria-current={active ? "page" : undefined}
        aria-label={open ? undefined : label}
        leftSection={icon}
        label={open ? label : undefined}
        noWrap
        rightSection={
          open && count ? (
            <Badge size="sm" variant="transparent" color="gray" className={classes.count}>
              {count > 999 ? "999+" : count}
            </Badge>
          ) : undefined
        }
      />
    </Tooltip>
  );
}
