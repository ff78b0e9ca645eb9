import { ThemeIcon } from "@mantine/core";
import { IconArrowsExchange, IconCircleCheck, IconCircleX, IconClockPause } from "@tabler/icons-react";

// A shape and a colour for each, so that colour alone never says it.
export const PRESENCES = {
  online: { icon: IconCircleCheck, color: "green", word: "online" },
  away: { icon: IconClockPause, color: "yellow", word: "away" },
  transfer_only: { icon: IconArrowsExchange, color: "blue", word: "transferOnly" },
  offline: { icon: IconCircleX, color: "gray", word: "offline" },
} as const;

export const presenceOf = (state: string) =>
  state in PRESENCES ? PRESENCES[state as keyof typeof PRESENCES] : PRESENCES.offline;

/** The shape alone; the word stands beside it. */
export function PresenceMark({ state, size = 26 }: { state: string; size?: number }) {
  const look = presenceOf(state);
  return (
    <ThemeIcon variant="light" color={look.color} size={size} radius="xl" aria-hidden>
      <look.icon size={Math.round(size * 0.65)} />
    </ThemeIcon>
  );
}
