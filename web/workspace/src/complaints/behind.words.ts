import { words } from "../app/words";

export const useBehindWords = words(
  {
    hint: "Each line is one thing that the number counts.",
    counts: { one: "{count} line", other: "{count} lines" },
    hasMore: "{count} so far, there are more",
    none: "Nothing is left of it that you may see.",
    more: "Show more",
    close: "Close",
    opens: "{number}: {what}. Show the cases.",
    shows: "Show the cases",
    event: "{what}, no. {number} in the log",
  },
  {
    hint: "Каждая строка – одно из того, что считает это число.",
    counts: { one: "{count} строка", few: "{count} строки", many: "{count} строк", other: "{count} строки" },
    hasMore: "Пока {count}, есть ещё",
    none: "Ничего из этого вам больше не видно.",
    more: "Показать ещё",
    close: "Закрыть",
    opens: "{number}: {what}. Показать дела.",
    shows: "Показать дела",
    event: "{what}, № {number} в журнале",
  },
);
