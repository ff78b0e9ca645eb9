import { Table, Title } from "@mantine/core";
import { useId } from "react";
import type { Part } from "./data";
import { FigureHeads, Figures } from "./figures";
import classes from "./Reports.module.css";

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
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.part}>
      <Title order={2} size="h4" mb="xs" id={id}>
        {title}
      </Title>
      <Table verticalSpacing={5} horizontalSpacing={6} aria-labelledby={id} className="numbers" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th aria-label={title} />
            <FigureHeads />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map((part) => (
            <Table.Tr key={part.id ?? ""}>
              <Table.Th scope="row" fw={500}>
                {nameOf(part)}
              </Table.Th>
              <Figures of={part} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
