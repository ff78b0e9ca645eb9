import { Table } from "@mantine/core";
import { useLocale } from "../app/words";
import type { Measured } from "./data";
import { useWords } from "./words";

/** Numbers as the language writes them. */
export function useFigures() {
  const t = useWords();
  const { locale } = useLocale();
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const mean = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
  return {
    share: (value: number | null) => (value === null ? t("none") : share.format(value)),
    mean: (value: number | null) => (value === null ? t("none") : mean.format(value)),
  };
}

/** What the columns of a table of the report are called. */
export function FigureHeads() {
  const t = useWords();
  return (["ratings", "average", "satisfied", "response"] as const).map((name) => (
    <Table.Th key={name} ta="end">
      {t(name)}
    </Table.Th>
  ));
}

/** A line's figures, in the order of their heads. */
export function Figures({ of: one }: { of: Measured }) {
  const { share, mean } = useFigures();
  return (
    <>
      <Table.Td ta="end">{one.given}</Table.Td>
      <Table.Td ta="end">{mean(one.average)}</Table.Td>
      <Table.Td ta="end">{share(one.satisfied)}</Table.Td>
      <Table.Td ta="end">{share(one.response)}</Table.Td>
    </>
  );
}
