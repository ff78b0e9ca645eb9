import {
  Button,
  Drawer,
  Input,
  MultiSelect,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
} from "@mantine/core";
import { useBrands } from "../app/brands";
import "@mantine/dates/styles.layer.css";
import "dayjs/locale/ru";
import { DatePickerInput } from "@mantine/dates";
import type { Filter } from "../app/live";
import { useMe } from "../app/session";
import { useTopics } from "../app/topics";
import { useLocale } from "../app/words";
import { CHANNEL_NAMES, LEVELS, PRIORITY_NAMES, STATUS_NAMES } from "../marks";
import { useConditionWords } from "./conditions";
import { type Field, withCondition } from "./filters";
import classes from "./TicketList.module.css";
import { type Listed, useHowMany, usePeople, useQueues } from "./useList";
import { useWords } from "./words";

const LANGUAGES = ["ru", "en"] as const;

/** Every condition of a filter. What is changed shows in the list at once. */
export function FilterPanel({
  listed,
  opened,
  onClose,
}: {
  listed: Listed;
  opened: boolean;
  onClose: () => void;
}) {
  const t = useWords();
  const count = useHowMany(listed);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t("filterTitle")}
      size={400}
      closeButtonProps={{ "aria-label": t("close") }}
      overlayProps={{ backgroundOpacity: 0.15 }}
    >
      <Conditions listed={listed} />
      <div className={classes.foot}>
        <Button fullWidth onClick={onClose}>
          {count?.exact ? t("show", { count: count.count }) : t("showMany")}
        </Button>
      </div>
    </Drawer>
  );
}

function Conditions({ listed }: { listed: Listed }) {
  const t = useWords();
  const { label, name } = useConditionWords();
  const { topics } = useTopics();
  const staff = usePeople();
  const brandIds = Object.keys(useMe().permissions).sort();
  const brands = useBrands();
  const queues = useQueues(brandIds);
  const { chosen } = listed;
  const set = <F extends Field>(field: F, value: Filter[F]) =>
    listed.setFilter(withCondition(chosen, field, value));
  const free = (field: Field) => !listed.fixed.includes(field);
  const many = (
    field:
      | "topic"
      | "channel"
      | "queue"
      | "assignee"
      | "brand"
      | "status"
      | "priority"
      | "level"
      | "language",
    options:
      | { value: string; label: string }[]
      | { group: string; items: { value: string; label: string }[] }[],
  ) =>
    free(field) && (
      <MultiSelect
        label={label(field)}
        placeholder={(chosen[field] ?? []).length > 0 ? "" : t("any")}
        data={options}
        value={(chosen[field] ?? []) as string[]}
        onChange={(values) => set(field, values as never)}
        searchable={options.length > 8}
        clearable
        hidePickedOptions
      />
    );
  const named = (field: Field, values: readonly string[]) =>
    values.map((value) => ({ value, label: name(field, value) }));
  const flag = (field: "vip" | "danger" | "unread" | "snoozed" | "spam") =>
    free(field) && (
      <div>
        <Input.Label id={`filter-${field}`} labelElement="div">
          {label(field)}
        </Input.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby={`filter-${field}`}
          value={chosen[field] == null ? "any" : chosen[field] ? "yes" : "no"}
          onChange={(value) => set(field, value === "any" ? null : value === "yes")}
          data={[
            { value: "any", label: t("any") },
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
        />
      </div>
    );
  return (
    <Stack gap="sm">
      {many("status", named("status", ["active", ...STATUS_NAMES]))}
      {many(
        "topic",
        named(
          "topic",
          topics.map((topic) => topic.id),
        ),
      )}
      {many(
        "queue",
        (queues.data ?? []).map(({ brand, queues: of }) => ({
          group: name("brand", brand),
          items: of.map((queue) => ({ value: queue.id, label: queue.name })),
        })),
      )}
      {many("channel", named("channel", CHANNEL_NAMES))}
      {many("priority", named("priority", PRIORITY_NAMES))}
      {many("assignee", [
        ...named("assignee", ["me", "nobody"]),
        ...[...staff.values()].map((person) => ({ value: person.staff_id, label: person.name })),
      ])}
      <TagsInput
        label={label("tag")}
        description={t("tagHint")}
        value={chosen.tag ?? []}
        onChange={(tags) => set("tag", tags)}
      />
      {many("language", named("language", LANGUAGES))}
      {brandIds.length > 1 &&
        many(
          "brand",
          brands.map((brand) => ({ value: brand.id, label: brand.name })),
        )}
      {many("level", named("level", LEVELS))}
      <SimpleGrid cols={2} spacing="sm">
        {flag("vip")}
        {flag("danger")}
        {flag("unread")}
        {flag("snoozed")}
        {flag("spam")}
      </SimpleGrid>
      {free("mentioned") && (
        <Select
          label={label("mentioned")}
          value={chosen.mentioned ?? "no"}
          onChange={(value) => set("mentioned", value === "any" || value === "unseen" ? value : null)}
          allowDeselect={false}
          data={[
            { value: "no", label: t("any") },
            { value: "any", label: t("yes") },
            { value: "unseen", label: t("mentionUnseen") },
          ]}
        />
      )}
      <Select
        label={label("promise")}
        placeholder={t("any")}
        clearable
        value={chosen.promise ?? null}
        onChange={(value) => set("promise", value as Filter["promise"])}
        data={named("promise", ["at_risk", "breached"])}
      />
      <Days field="created" listed={listed} />
      <Days field="solved" listed={listed} />
      <Days field="updated" listed={listed} />
      <Days field="due" listed={listed} />
    </Stack>
  );
}

const DAY = 86_400_000;

const asDay = (at: number) => {
  const day = new Date(at);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
};
const midnight = (day: string, daysOn = 0) => {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + daysOn);
  return at.toISOString();
};

/** A span of whole days, by the clock of this browser. */
function Days({ field, listed }: { field: "created" | "updated" | "due" | "solved"; listed: Listed }) {
  const t = useWords();
  const { locale } = useLocale();
  const { label } = useConditionWords();
  const span = listed.chosen[field];
  const value: [string | null, string | null] = [
    span?.from ? asDay(Date.parse(span.from)) : null,
    span?.to ? asDay(Date.parse(span.to) - 1) : null,
  ];
  const today = asDay(Date.now());
  const back = (days: number): [string, string] => [asDay(Date.now() - (days - 1) * DAY), today];
  return (
    <DatePickerInput
      type="range"
      label={label(field)}
      placeholder={t("any")}
      locale={locale}
      clearable
      allowSingleDateInRange
      valueFormat="D MMM YYYY"
      value={value}
      onChange={([from, to]) =>
        listed.setFilter(
          withCondition(listed.chosen, field, {
            ...(from ? { from: midnight(from) } : {}),
            ...(to ? { to: midnight(to, 1) } : {}),
          }),
        )
      }
      presets={
        field === "due"
          ? [{ value: [today, today], label: t("today") }]
          : [
              { value: [today, today], label: t("today") },
              { value: back(7), label: t("lastDays", { count: 7 }) },
              { value: back(30), label: t("lastDays", { count: 30 }) },
            ]
      }
      clearButtonProps={{ "aria-label": t("clear") }}
    />
  );
}
