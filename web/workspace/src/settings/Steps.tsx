import { Paper, Text } from "@mantine/core";
import { useWords } from "./words";

/** Step by step how a moment that was promised comes about. */
export function Steps({ policy, steps }: { policy?: string; steps: readonly string[] }) {
  const t = useWords();
  return (
    <Paper withBorder p="sm" bg="light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))">
      {policy && (
        <Text size="xs" c="dimmed" mb={4}>
          {t("byPromise", { name: policy })}
        </Text>
      )}
      <ol style={{ margin: 0, paddingInlineStart: "1.4rem", fontSize: "var(--mantine-font-size-sm)" }}>
        {steps.map((step) => (
          <li key={step}>
            <Text size="sm">{step}</Text>
          </li>
        ))}
      </ol>
    </Paper>
  );
}
