import { Button, SimpleGrid } from "@mantine/core";
import { MomentPicker } from "../app/MomentPicker";
import { SNOOZES } from "./actions";
import { useWords } from "./words";

/** A moment to come: one of the usual ones at a click, or any other. */
export function UntilField({
  value,
  onPick,
  onPreset,
}: {
  /** What is chosen; left out, the field keeps it itself. */
  value?: string | null | undefined;
  onPick: (until: string | null) => void;
  onPreset: (until: string) => void;
}) {
  const t = useWords();
  return (
    <>
      <SimpleGrid cols={4} spacing="xs">
        {SNOOZES.map(({ unit, count, ms }) => (
          <Button
            key={ms}
            variant="default"
            size="compact-md"
            onClick={() => onPreset(new Date(Date.now() + ms).toISOString())}
          >
            {t(unit, { count })}
          </Button>
        ))}
      </SimpleGrid>
      <MomentPicker
        label={t("pickMoment")}
        required
        {...(value === undefined ? {} : { value: value === null ? null : new Date(value) })}
        onChange={(chosen) => onPick(chosen ? new Date(chosen).toISOString() : null)}
      />
    </>
  );
}
