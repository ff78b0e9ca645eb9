import { ActionIcon, Button, Fieldset, Group, Stack, TagsInput, TextInput } from "@mantine/core";
import { IconCalendarClock, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useLocale } from "../app/words";
import { dayNames, hoursSentence } from "./hours";
import { EditDrawer, Item, Items, Loading, Mark, Nothing, useBrand, useDraft, useKeyOf } from "./parts";
import { useWords } from "./words";
import { ZoneField } from "./ZoneField";

type Calendar = Schemas["CalendarView"];
type Holiday = Schemas["HolidayBody"];

export const useCalendars = (brand: string) =>
  useQuery({
    queryKey: ["calendars", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/calendars", { params: { path: { brand } } })),
  });

export function Calendars() {
  const t = useWords();
  const brand = useBrand();
  const queries = useQueryClient();
  const { locale } = useLocale();
  const { data: calendars, error } = useCalendars(brand);
  const [open, setOpen] = useState<string>();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["calendars", brand] });
  };
  if (!calendars) return <Loading error={error} />;
  const found = calendars.find(({ id }) => id === open);
  return (
    <Stack>
      {calendars.length === 0 ? (
        <Nothing>{t("noCalendars")}</Nothing>
      ) : (
        <Items label={t("calendars")}>
          {calendars.map((calendar) => (
            <Item
              key={calendar.id}
              icon={<IconCalendarClock size={18} stroke={1.7} aria-hidden />}
              title={calendar.name}
              sub={hoursSentence(calendar.hours, locale)}
              marks={
                <>
                  <Mark>{calendar.hours.zone}</Mark>
                  <Mark>{t("holidaysCount", { count: calendar.hours.holidays?.length ?? 0 })}</Mark>
                </>
              }
              onOpen={() => setOpen(calendar.id)}
            />
          ))}
        </Items>
      )}
      <Group>
        <Button leftSection={<IconPlus size={16} />} variant="default" onClick={() => setOpen("new")}>
          {t("newCalendar")}
        </Button>
      </Group>
      {open === "new" && <CalendarForm brand={brand} onClose={close} />}
      {found && <CalendarForm key={found.id} brand={brand} calendar={found} onClose={close} />}
    </Stack>
  );
}

const OFFICE = ["09:00-18:00"];

function CalendarForm({
  brand,
  calendar,
  onClose,
}: {
  brand: string;
  calendar?: Calendar;
  onClose: () => void;
}) {
  const t = useWords();
  const days = dayNames(useLocale().locale, "long");
  const { draft, change, dirty } = useDraft({
    name: calendar?.name ?? "",
    zone: calendar?.hours.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    week: calendar?.hours.week ?? [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []],
    holidays: calendar?.hours.holidays ?? [],
  });
  const keyOf = useKeyOf(draft);
  const save = () => {
    const { name, ...hours } = draft;
    const body = { name, hours, key: keyOf() };
    return calendar
      ? data(
          api.PATCH("/api/v1/brands/{brand}/calendars/{calendar}", {
            params: { path: { brand, calendar: calendar.id } },
            body,
          }),
        )
      : data(api.POST("/api/v1/brands/{brand}/calendars", { params: { path: { brand } }, body }));
  };
  const setDay = (at: number, intervals: string[]) =>
    change({ week: draft.week.map((before, day) => (day === at ? intervals : before)) });
  const setHoliday = (at: number, part: Partial<Holiday>) =>
    change({ holidays: draft.holidays.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <EditDrawer
      title={calendar ? calendar.name : t("newCalendar")}
      dirty={dirty}
      onClose={onClose}
      onSave={save}
      saved={t("saved")}
      size={620}
      removal={
        calendar && {
          label: t("deleteCalendar"),
          question: t("deleteCalendarSure"),
          remove: () =>
            api.DELETE("/api/v1/brands/{brand}/calendars/{calendar}", {
              params: { path: { brand, calendar: calendar.id } },
            }),
        }
      }
    >
      <TextInput
        label={t("name")}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <ZoneField label={t("timeZone")} value={draft.zone} onChange={(zone) => change({ zone })} />
      <Fieldset legend={t("hoursOfWeek")}>
        <Stack gap="xs">
          {days.map((day, at) => (
            <Intervals
              key={day}
              label={day}
              value={draft.week[at] ?? []}
              onChange={(intervals) => setDay(at, intervals)}
            />
          ))}
        </Stack>
      </Fieldset>
      <Fieldset legend={t("holidays")}>
        <Stack gap="md">
          {draft.holidays.map((holiday, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the day itself is being edited
            <Stack key={at} gap="xs">
              <Group gap="xs" align="flex-end" wrap="nowrap">
                <TextInput
                  type="date"
                  label={t("day")}
                  required
                  value={holiday.day}
                  onChange={(e) => setHoliday(at, { day: e.currentTarget.value })}
                />
                <TextInput
                  flex={1}
                  label={t("name")}
                  maxLength={100}
                  value={holiday.name ?? ""}
                  onChange={(e) => setHoliday(at, { name: e.currentTarget.value })}
                />
                <ActionIcon
                  variant="subtle"
                  color="red"
                  size="lg"
                  aria-label={t("removeHoliday", { day: holiday.day })}
                  onClick={() => change({ holidays: draft.holidays.filter((_, index) => index !== at) })}
                >
                  <IconTrash size={17} />
                </ActionIcon>
              </Group>
              <Intervals
                label={t("hoursThatDay")}
                value={holiday.intervals ?? []}
                onChange={(intervals) => setHoliday(at, { intervals })}
              />
            </Stack>
          ))}
          <Group>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={() => change({ holidays: [...draft.holidays, { day: "", intervals: [], name: "" }] })}
            >
              {t("addHoliday")}
            </Button>
          </Group>
        </Stack>
      </Fieldset>
    </EditDrawer>
  );
}

function Intervals({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
}) {
  const t = useWords();
  return (
    <TagsInput
      label={label}
      placeholder={value.length === 0 ? t("closedPlaceholder") : ""}
      splitChars={[",", " "]}
      acceptValueOnBlur
      value={value}
      onChange={onChange}
    />
  );
}
