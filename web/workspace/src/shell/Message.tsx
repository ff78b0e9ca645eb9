import { Center, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** A page that has nothing to show but words: nothing found, not allowed, broken. */
export function Message({
  icon: Sign,
  title,
  text,
  action,
  alert,
}: {
  icon: Icon;
  title: string;
  text: string;
  action?: ReactNode;
  alert?: boolean;
}) {
  return (
    <Center mih="100%" p="xl">
      <Stack align="center" gap="sm" maw={440} ta="center" {...(alert ? { role: "alert" } : {})}>
        <ThemeIcon variant="light" color="gray" size={56} radius="xl" aria-hidden>
          <Sign size={28} stroke={1.6} />
        </ThemeIcon>
        <Title order={1} size="h3" tabIndex={-1}>
          {title}
        </Title>
        <Text c="dimmed">{text}</Text>
        {action}
      </Stack>
    </Center>
  );
}
