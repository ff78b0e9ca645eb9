import { Table, Title } from "@mantine/core";
import { useId } from "react";
import type { Part } from "./data";
import classes from "./Reports.module.css";
import { useFigures } from "./Satisfaction";
import { useWords } from "./words";

/** One dimension of the report as a table. */
export function Parts({
  title,
  parts,
  nameOf,
}: {
  title: string;
  parts: readonly Part[];
  nameOf: (part: Part) => string;
}) {
  const t = useWords();
  const id = useId();
  const { share, mean } = useFigures();
  return (
    <section aria-labelledby={id} className={classes.part}>
      <Title order={2} size="h4" mb="xs" id={id}>
        {title}
      </Title>
      <Table verticalSpacing={5} horizontalSpacing={6} aria-labelledby={id} className="numbers" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th aria-label={title} />
            <Table.Th ta="end">{t("ratings")}</Table.Th>
            <Table.Th ta="end">{t("average")}</Table.Th>
            <Table.Th ta="end">{t("satisfied")}</Table.Th>
            <Table.Th ta="end">{t("response")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map((part) => (
            <Table.Tr key={part.id ?? ""}>
              <Table.Th scope="row" fw={500}>
                {nameOf(part)}
              </Table.Th>
              <Table.Td ta="end">{part.given}</Table.Td>
              <Table.Td ta="end">{mean(part.average)}</Table.Td>
              <Table.Td ta="end">{share(part.satisfied)}</Table.Td>
              <Table.Td ta="end">{share(part.response)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
