import { ActionIcon, Box, Indicator, Menu, Text, Title, Tooltip } from "@mantine/core";
import { sortOf } from "@pitboss/live";
import {
  IconArrowsSort,
  IconCheckbox,
  IconDeviceFloppy,
  IconDots,
  IconFilter,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Schemas } from "../app/api";
import { useCommands } from "../app/commands";
import { conditionsOf, SORTS } from "./filters";
import classes from "./TicketList.module.css";
import type { Listed } from "./useList";
import { DeleteView, ViewDialog } from "./viewDialogs";
import { useWords } from "./words";

const ICON = { size: 17, stroke: 1.7 };

function useCountWords(): (count: Schemas["Count"] | undefined) => string {
  const t = useWords();
  return (count) =>
    count === undefined
      ? ""
      : count.exact
        ? t("tickets", { count: count.count })
        : t(count.count > 1_000 ? "ticketsAbout" : "ticketsOver", { count: count.count });
}

export function ListHeader({
  listed,
  count,
  onFilter,
  onSelect,
}: {
  listed: Listed;
  count: Schemas["Count"] | undefined;
  onFilter: () => void;
  onSelect: () => void;
}) {
  const t = useWords();
  const many = useCountWords();
  const [dialog, setDialog] = useState<"save" | "rename" | "delete">();
  const conditions = conditionsOf(listed.chosen).length;
  const { view } = listed;
  useCommands([
    { id: "list-filter", group: listed.name, label: t("filter"), keys: "KeyF", run: onFilter },
    { id: "list-select-mode", group: listed.name, label: t("selectMode"), run: onSelect },
    { id: "list-save", group: listed.name, label: t("save"), run: () => setDialog("save") },
  ]);
  return (
    <header className={classes.header}>
      <Box miw={0} flex={1}>
        <Title order={2} className={classes.title} title={listed.name}>
          {listed.name}
        </Title>
        <Text size="xs" c="dimmed" className="numbers" aria-live="polite" h={18}>
          {many(count)}
        </Text>
      </Box>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Tooltip label={`${t("sort")}: ${t(listed.sort)}`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${t("sort")}: ${t(listed.sort)}`}
            >
              <IconArrowsSort {...ICON} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("sort")}</Menu.Label>
          <Menu.RadioGroup
            value={listed.sort}
            onChange={(value) => {
              const sort = SORTS.find((name) => name === value);
              if (sort) listed.setSort(sort);
            }}
          >
            {SORTS.filter((sort) => sortOf(listed.filter, sort) === sort).map((sort) => (
              <Menu.RadioItem key={sort} value={sort}>
                {t(sort)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={conditions > 0 ? t("filterOn", { count: conditions }) : `${t("filter")} (F)`}>
        <Indicator disabled={conditions === 0} size={8} offset={7} zIndex={1}>
          <ActionIcon
            variant={conditions > 0 ? "light" : "subtle"}
            color={conditions > 0 ? "felt" : "gray"}
            size="lg"
            aria-label={conditions > 0 ? t("filterOn", { count: conditions }) : t("filter")}
            onClick={onFilter}
          >
            <IconFilter {...ICON} />
          </ActionIcon>
        </Indicator>
      </Tooltip>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("more")}>
            <IconDots {...ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCheckbox {...ICON} />} onClick={onSelect}>
            {t("selectMode")}
          </Menu.Item>
          <Menu.Item leftSection={<IconDeviceFloppy {...ICON} />} onClick={() => setDialog("save")}>
            {t("save")}
          </Menu.Item>
          {view?.mine && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={() => setDialog("rename")}>
                {t("rename")}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash {...ICON} />}
                onClick={() => setDialog("delete")}
              >
                {t("delete")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "save" && <ViewDialog listed={listed} onClose={() => setDialog(undefined)} />}
      {dialog === "rename" && view && (
        <ViewDialog listed={listed} view={view} onClose={() => setDialog(undefined)} />
      )}
      {dialog === "delete" && view && <DeleteView view={view} onClose={() => setDialog(undefined)} />}
    </header>
  );
}
