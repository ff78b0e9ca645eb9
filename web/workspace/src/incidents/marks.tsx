import { Badge, Group } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconEye,
  IconEyeOff,
  IconSearch,
  IconTool,
  IconZoomCheck,
} from "@tabler/icons-react";
import { COLOURS, type IncidentState, type Severity } from "./data";
import { useWords } from "./words";

const ICONS = {
  investigating: IconSearch,
  identified: IconTool,
  monitoring: IconZoomCheck,
  resolved: IconCircleCheck,
} as const;

export function StateMark({ state }: { state: IncidentState }) {
  const t = useWords();
  const Icon = ICONS[state];
  return (
    <Badge variant="light" color={COLOURS[state]} tt="none" leftSection={<Icon size={12} aria-hidden />}>
      {t(state)}
    </Badge>
  );
}

export function Marks({ one }: { one: { state: IncidentState; severity: Severity; shown: boolean } }) {
  const t = useWords();
  return (
    <Group gap={6}>
      <StateMark state={one.state} />
      <Badge
        variant="default"
        tt="none"
        leftSection={one.severity === "critical" ? <IconAlertTriangle size={12} aria-hidden /> : undefined}
      >
        {t(one.severity)}
      </Badge>
      <Badge
        variant="default"
        tt="none"
        leftSection={one.shown ? <IconEye size={12} aria-hidden /> : <IconEyeOff size={12} aria-hidden />}
      >
        {t(one.shown ? "shown" : "internal")}
      </Badge>
    </Group>
  );
}
