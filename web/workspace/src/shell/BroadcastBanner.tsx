import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconSpeakerphone } from "@tabler/icons-react";
import { useTimes } from "../app/times";
import { seeTold, useTold } from "../app/told";
import { useWords } from "./notices.words";

const AT_ONCE = 2;

/** What was told to all stays over the screen until I have read it. */
export function BroadcastBanner() {
  const t = useWords();
  const { moment } = useTimes();
  const unread = useTold().filter(({ kind, seen_at }) => kind === "broadcast" && seen_at === null);
  return (
    <div role="status" aria-live="polite">
      {unread.slice(0, AT_ONCE).map((told) => (
        <Alert key={told.id} radius={0} py="xs" color="blue" icon={<IconSpeakerphone aria-hidden />}>
          <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
            <Stack gap={0} miw={0}>
              <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} lineClamp={6}>
                {told.text}
              </Text>
              <Text size="xs" c="dimmed">
                {t("from", { name: told.by ?? "", time: moment(told.created_at) })}
              </Text>
            </Stack>
            <Button
              size="compact-sm"
              variant="default"
              style={{ flex: "none" }}
              onClick={() => void seeTold([told])}
            >
              {t("read")}
            </Button>
          </Group>
        </Alert>
      ))}
      {unread.length > AT_ONCE && (
        <Text size="xs" px="md" py={4}>
          {t("more", { count: unread.length - AT_ONCE })}
        </Text>
      )}
    </div>
  );
}
