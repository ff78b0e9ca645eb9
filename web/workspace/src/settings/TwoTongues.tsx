import { SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { LANGUAGES, useLanguageName } from "./parts";

type ByLanguage = Record<string, string>;

/** A text in both languages, side by side. */
export function TwoTongues({
  label,
  description,
  max,
  error,
  value,
  onChange,
}: {
  label: string;
  description: string;
  max: number;
  error?: string | undefined;
  value: ByLanguage;
  onChange: (value: ByLanguage) => void;
}) {
  const languageName = useLanguageName();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="xs" c="dimmed">
        {description}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {LANGUAGES.map((language) => (
          <Textarea
            key={language}
            label={languageName(language)}
            aria-label={`${label}: ${languageName(language)}`}
            lang={language}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={max}
            aria-invalid={error !== undefined}
            value={value[language] ?? ""}
            onChange={(e) => onChange({ ...value, [language]: e.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
      {error && (
        <Text size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </Stack>
  );
}
