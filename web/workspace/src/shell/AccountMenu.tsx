import { Avatar, Box, Menu, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCommand, IconKeyboard, IconLogout, IconUserCog } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { api } from "../app/api";
import { useMe } from "../app/session";
import { Looks } from "./Looks";
import classes from "./Rail.module.css";
import { showShortcuts } from "./ShellCommands";
import { useWords } from "./words";

export async function signOut() {
  await api.DELETE("/api/v1/session").catch(() => undefined);
  // A fresh page, so that nothing of this person remains in memory.
  window.location.assign("/desk/sign-in");
}

export function AccountMenu({ open, onCommands }: { open: boolean; onCommands: () => void }) {
  const t = useWords();
  const me = useMe();
  return (
    <Menu position="right-end" width={280} closeOnItemClick withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.link} display="flex" style={{ gap: 10, alignItems: "center" }}>
          <VisuallyHidden>{`${t("account")}: ${me.name}`}</VisuallyHidden>
          <Avatar name={me.name} color="initials" size={26} aria-hidden />
          {open && (
            <Text size="sm" truncate aria-hidden>
              {me.name}
            </Text>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py={6}>
          <Text size="sm" fw={600}>
            {me.name}
          </Text>
          <Text size="xs" c="dimmed">
            {me.email}
          </Text>
        </Box>
        <Menu.Item
          leftSection={<IconUserCog size={16} />}
          renderRoot={(props) => <Link to="/settings/$section" params={{ section: "profile" }} {...props} />}
        >
          {t("profile")}
        </Menu.Item>
        <Menu.Item leftSection={<IconCommand size={16} />} onClick={onCommands}>
          {t("commands")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={showShortcuts}>
          {t("shortcuts")}
        </Menu.Item>
        <Menu.Divider />
        <Looks choice={Choice} size="xs" fullWidth />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Box px="sm" py={4}>
      <Text size="xs" c="dimmed" mb={4}>
        {label}
      </Text>
      {children}
    </Box>
  );
}
