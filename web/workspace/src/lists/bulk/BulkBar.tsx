import { ActionIcon, Anchor, CloseButton, Group, Menu, Stack, Text, Tooltip } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { Schemas } from "../../app/api";
import { useCommands } from "../../app/commands";
import { useMay } from "../../app/session";
import type { Selection } from "../kept";
import classes from "../TicketList.module.css";
import type { Listed } from "../useList";
import { useWords } from "../words";
import { BULK, BULK_NAMES, type BulkAction } from "./actions";

const BulkDialog = lazy(async () => ({ default: (await import("./BulkDialog")).BulkDialog }));

const AT_HAND = 4;

/** Stands where the list's header was while tickets are selected. */
export function BulkBar({
  listed,
  count,
  selection,
  select,
  clear,
}: {
  listed: Listed;
  count: Schemas["Count"] | undefined;
  selection: Selection;
  select: (change: Partial<Selection>) => void;
  clear: () => void;
}) {
  const t = useWords();
  const may = useMay();
  const [action, setAction] = useState<BulkAction>();
  const { ids, whole } = selection;
  const some = whole || ids.size > 0;
  const allowed = BULK_NAMES.filter((name) => {
    const one: (typeof BULK)[BulkAction] & { or?: string } = BULK[name];
    return may(one.permission) || (one.or !== undefined && may(one.or));
  });
  useCommands([
    { id: "list-unselect", group: listed.name, label: t("unselect"), keys: "Escape", run: clear },
    ...(some
      ? allowed.map((name) => ({
          id: `bulk-${name}`,
          group: t("bulkActions"),
          label: t(BULK[name].word),
          run: () => setAction(name),
        }))
      : []),
  ]);
  const rest = allowed.slice(AT_HAND);
  return (
    <div className={`${classes.header} ${classes.bulk}`} role="toolbar" aria-label={t("bulkActions")}>
      <Stack gap={0} flex={1} miw={0} align="flex-start">
        <Text size="sm" fw={600} className="numbers" aria-live="polite" style={{ whiteSpace: "nowrap" }}>
          {whole && count?.exact
            ? t("allSelected", { count: count.count })
            : whole
              ? t("selectAllMany")
              : t("selected", { count: ids.size })}
        </Text>
        {!whole && (
          <Anchor
            component="button"
            type="button"
            size="xs"
            c="light-dark(var(--mantine-color-felt-9), var(--mantine-color-felt-2))"
            truncate
            maw="100%"
            onClick={() => select({ whole: true })}
          >
            {count?.exact ? t("selectAll", { count: count.count }) : t("selectAllMany")}
          </Anchor>
        )}
      </Stack>
      <Group gap={2} wrap="nowrap">
        {allowed.slice(0, AT_HAND).map((name) => {
          const { icon: Icon, word } = BULK[name];
          return (
            <Tooltip key={name} label={t(word)}>
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t(word)}
                disabled={!some}
                onClick={() => setAction(name)}
              >
                <Icon size={18} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          );
        })}
        {rest.length > 0 && (
          <Menu position="bottom-end" withinPortal disabled={!some}>
            <Menu.Target>
              <ActionIcon variant="subtle" size="lg" aria-label={t("moreActions")} disabled={!some}>
                <IconDots size={18} stroke={1.7} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {rest.map((name) => {
                const { icon: Icon, word } = BULK[name];
                return (
                  <Menu.Item
                    key={name}
                    leftSection={<Icon size={16} stroke={1.7} />}
                    onClick={() => setAction(name)}
                  >
                    {t(word)}
                  </Menu.Item>
                );
              })}
            </Menu.Dropdown>
          </Menu>
        )}
        <CloseButton aria-label={t("unselect")} onClick={clear} />
      </Group>
      {action && (
        <Suspense fallback={null}>
          <BulkDialog
            action={action}
            filter={whole ? listed.filter : { ticket: [...ids] }}
            onClose={() => setAction(undefined)}
            onBegun={clear}
          />
        </Suspense>
      )}
    </div>
  );
}
