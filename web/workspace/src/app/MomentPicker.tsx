import "@mantine/dates/styles.layer.css";
import "dayjs/locale/ru";
import { DateTimePicker, type DateTimePickerProps } from "@mantine/dates";
import { useLocale, words } from "./words";

const useWords = words(
  {
    nextMonth: "Next month",
    previousMonth: "Previous month",
    months: "Choose the month",
    years: "Choose the year",
    nextYear: "Next year",
    previousYear: "Previous year",
    nextDecade: "Later years",
    previousDecade: "Earlier years",
    hours: "Hours",
    minutes: "Minutes",
    take: "Take this time",
  },
  {
    nextMonth: "Следующий месяц",
    previousMonth: "Предыдущий месяц",
    months: "Выбрать месяц",
    years: "Выбрать год",
    nextYear: "Следующий год",
    previousYear: "Предыдущий год",
    nextDecade: "Более поздние годы",
    previousDecade: "Более ранние годы",
    hours: "Часы",
    minutes: "Минуты",
    take: "Взять это время",
  },
);

/** A moment to come, by day and time, in the language of the screen; each of its buttons has a name. */
export function MomentPicker(props: Omit<DateTimePickerProps, "ref">) {
  const t = useWords();
  const { locale } = useLocale();
  return (
    <DateTimePicker
      locale={locale}
      minDate={new Date()}
      valueFormat="D MMM YYYY HH:mm"
      ariaLabels={{
        monthLevelControl: t("months"),
        yearLevelControl: t("years"),
        nextMonth: t("nextMonth"),
        previousMonth: t("previousMonth"),
        nextYear: t("nextYear"),
        previousYear: t("previousYear"),
        nextDecade: t("nextDecade"),
        previousDecade: t("previousDecade"),
      }}
      timePickerProps={{ hoursInputLabel: t("hours"), minutesInputLabel: t("minutes") }}
      submitButtonProps={{ "aria-label": t("take") }}
      // The calendar's dialog would have no name: it is named by a label that this field doesn't have.
      popoverProps={{ withRoles: false }}
      {...props}
    />
  );
}
