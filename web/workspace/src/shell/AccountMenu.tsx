import {
  Avatar,
  Box,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from "@mantine/core";
import type { Locale } from "@pitboss/i18n";
import { IconCommand, IconKeyboard, IconLogout, IconUserCog } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { api } from "../app/api";
import { prefer, usePreferences } from "../app/preferences";
import { useMe } from "../app/session";
import { useLocale } from "../app/words";
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
  const { locale, setLocale } = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density } = usePreferences();
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
        <Choice label={t("appearance")}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("appearance")}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
            data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </Choice>
        <Choice label={t("density")}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("density")}
            value={density}
            onChange={(value) => prefer({ density: value as "comfortable" | "compact" })}
            data={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </Choice>
        <Choice label={t("language")}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t("language")}
            value={locale}
            onChange={(value) => setLocale(value as Locale)}
            data={[
              { value: "en", label: "English" },
              { value: "ru", label: "Русский" },
            ]}
          />
        </Choice>
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
