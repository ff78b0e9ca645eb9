import { ActionIcon, Box, Drawer, Group, Splitter, Text } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCommandKeys } from "../app/commands";
import { prefer, usePreferences } from "../app/preferences";
import { reveal } from "../app/reveal";
import { Bell } from "./Bell";
import { BroadcastBanner } from "./BroadcastBanner";
import { Rail } from "./Rail";
import classes from "./Shell.module.css";
import { ShellCommands } from "./ShellCommands";
import { useFocusOnArrival } from "./useFocusOnArrival";
import { useLanguageTold } from "./useLanguageTold";
import { useWords } from "./words";

/** Below this width there is one column at a time, and the rail is a drawer. */
export const ONE_COLUMN = "(max-width: 48em)";

export function Shell() {
  const t = useWords();
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const [menu, { open, close }] = useDisclosure();
  const { railOpen, singleKeys, density, columns } = usePreferences();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const hash = useRouterState({ select: (state) => state.location.hash });
  useLanguageTold();
  useFocusOnArrival();
  useEffect(() => (hash.startsWith("message-") ? reveal(hash) : undefined), [hash]);
  useCommandKeys({ single: singleKeys });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the drawer
  useEffect(close, [path]);
  const fold = () => prefer({ railOpen: !railOpen });
  const content = (
    <main id="content" className={classes.content} tabIndex={-1}>
      <BroadcastBanner />
      <div className={classes.screen}>
        <Outlet />
      </div>
    </main>
  );
  return (
    <div className={classes.shell} data-phone={phone || undefined} data-density={density}>
      <a className={classes.skip} href="#content">
        {t("skip")}
      </a>
      <ShellCommands />
      {phone ? (
        <>
          <Group component="header" className={classes.bar} gap="sm" px="sm">
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("openMenu")} onClick={open}>
              <IconMenu2 size={20} />
            </ActionIcon>
            <Text fw={700}>Pitboss</Text>
            <Bell open={false} bar />
          </Group>
          <Drawer
            opened={menu}
            onClose={close}
            size={280}
            title="Pitboss"
            closeButtonProps={{ "aria-label": t("close") }}
          >
            <Rail open />
          </Drawer>
        </>
      ) : (
        !railOpen && (
          <Box className={classes.folded}>
            <Rail open={false} onFold={fold} />
          </Box>
        )
      )}
      {!phone && railOpen ? (
        <Splitter
          className={classes.columns}
          lineSize={1}
          withHandle={false}
          step="16px"
          onResizeEnd={(_, sizes) =>
            prefer({ columns: { ...columns, rail: Number.parseFloat(String(sizes[0])) } })
          }
        >
          <Splitter.Pane defaultSize={`${columns.rail}px`} min="176px" max="320px" className={classes.rail}>
            <Rail open onFold={fold} />
          </Splitter.Pane>
          <Splitter.Pane defaultSize={100}>{content}</Splitter.Pane>
        </Splitter>
      ) : (
        content
      )}
    </div>
  );
}
