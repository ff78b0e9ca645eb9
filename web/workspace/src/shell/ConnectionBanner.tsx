import { ActionIcon, Affix, Button, Group, Loader, Paper, Text } from "@mantine/core";
import { IconLogin2, IconRefresh } from "@tabler/icons-react";
import { useConnection, useKept } from "../app/live";
import { useNow } from "../app/times";
import { useWords } from "./connection.words";

/** A line is often back before anybody has read that it was gone; the first loading is not worth a word either. */
const SLOW_START_MS = 4_000;

/** Says when the screen may be old, and what happens with what is written meanwhile. */
export function ConnectionBanner() {
  const t = useWords();
  const { state, since, retry } = useConnection();
  const kept = useKept();
  const now = useNow();
  const refused = kept.filter((write) => write.refused);
  const waiting = kept.length - refused.length;
  const slow = state === "connecting" && now - since > SLOW_START_MS;
  const shown = state === "lost" || state === "signed_out" || slow;
  return (
    <Affix position={{ top: 112, left: 0, right: 0 }} style={{ pointerEvents: "none" }} zIndex={400}>
      <div role="status" aria-live="polite" style={{ display: "flex", justifyContent: "center" }}>
        {shown && (
          <Paper
            withBorder
            shadow="md"
            radius="xl"
            px="md"
            py={6}
            mx="sm"
            style={{ pointerEvents: "auto", borderColor: "var(--mantine-color-orange-6)" }}
          >
            <Group gap="sm" wrap="nowrap">
              {state === "signed_out" ? (
                <IconLogin2 size={18} aria-hidden />
              ) : (
                <Loader size="xs" color="orange" aria-hidden />
              )}
              <Text size="sm">
                {state === "signed_out" ? t("signedOut") : t(slow ? "connecting" : "lost")}{" "}
                {waiting > 0 ? t("waiting", { count: waiting }) : state === "lost" && t("kept")}
              </Text>
              {state === "signed_out" ? (
                <Button component="a" href="/desk/sign-in" size="compact-sm" variant="light" flex="none">
                  {t("signIn")}
                </Button>
              ) : (
                <ActionIcon variant="light" radius="xl" aria-label={t("retry")} onClick={retry}>
                  <IconRefresh size={16} />
                </ActionIcon>
              )}
            </Group>
          </Paper>
        )}
      </div>
    </Affix>
  );
}
