import { Button, Group, Pill } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { useState } from "react";
import { api, data } from "../app/api";
import { queries } from "../app/queries";
import { useConditionWords } from "./conditions";
import { conditionsOf, withCondition } from "./filters";
import classes from "./TicketList.module.css";
import type { Listed } from "./useList";
import { ViewDialog } from "./viewDialogs";
import { useWords } from "./words";

/** The conditions that are set, each to be taken away; and ways to keep them. */
export function FilterChips(props: { listed: Listed; onEdit: () => void }) {
  const { view, changed, chosen } = props.listed;
  // What names the conditions (queues, colleagues) is read only where there are some.
  return conditionsOf(chosen).length > 0 || (view && changed) ? <Chips {...props} /> : null;
}

function Chips({ listed, onEdit }: { listed: Listed; onEdit: () => void }) {
  const t = useWords();
  const { words } = useConditionWords();
  const [saving, setSaving] = useState(false);
  const set = conditionsOf(listed.chosen);
  const { view } = listed;
  const edited = view ? listed.changed : set.length > 0;
  const saveChanges = async () => {
    if (!view) return;
    await data(
      api.PATCH("/api/v1/views/{view}", {
        params: { path: { view: view.id } },
        body: { filter: listed.filter, sort: listed.sort },
      }),
    )
      .then(async () => {
        await queries.invalidateQueries({ queryKey: ["views"] });
        listed.clear();
        notifications.show({ message: t("saved") });
      })
      .catch((problem: Error) => notifications.show({ color: "red", message: problem.message }));
  };
  return (
    <div className={classes.chips}>
      <Group gap={6}>
        {set.map((field) => (
          <Pill
            key={field}
            withRemoveButton
            className={classes.chip}
            onRemove={() => listed.setFilter(withCondition(listed.chosen, field, undefined))}
            removeButtonProps={{
              "aria-label": t("remove", { condition: words(listed.chosen, field) }),
              tabIndex: 0,
              "aria-hidden": false,
            }}
          >
            <button type="button" className={classes.chipText} onClick={onEdit}>
              {words(listed.chosen, field)}
            </button>
          </Pill>
        ))}
      </Group>
      {edited && (
        <Group gap={4}>
          {view?.mine && (
            <Button size="compact-xs" variant="light" onClick={saveChanges}>
              {t("saveChanges")}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant={view?.mine ? "subtle" : "light"}
            leftSection={<IconDeviceFloppy size={14} />}
            onClick={() => setSaving(true)}
          >
            {t("save")}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={listed.clear}>
            {t("clear")}
          </Button>
        </Group>
      )}
      {saving && <ViewDialog listed={listed} onClose={() => setSaving(false)} />}
    </div>
  );
}
