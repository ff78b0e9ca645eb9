import { Alert, Button, Checkbox, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, data } from "../app/api";
import { askForDesktopNotices, chime } from "../app/notices";
import { prefer, usePreferences } from "../app/preferences";
import { disablePush, enablePush } from "../app/push";
import { session, useMe } from "../app/session";
import { useTimes } from "../app/times";
import { Looks } from "../shell/Looks";
import { useDeviceName } from "./device";
import {
  Heading,
  Item,
  Items,
  LANGUAGES,
  Loading,
  Part,
  Refused,
  told,
  UnsavedGuard,
  useDraft,
  useLanguageName,
  useWrite,
} from "./parts";
import { useWords } from "./words";

export function Profile() {
  const t = useWords();
  return (
    <>
      <Heading title={t("profile")} />
      <Stack gap="xl">
        <Myself />
        <Look />
        <Keys />
        <Notices />
      </Stack>
    </>
  );
}

function Myself() {
  const { data: mine, error } = useQuery({
    queryKey: ["me", "presence", "languages"],
    queryFn: () => data(api.GET("/api/v1/me/presence")),
  });
  return mine ? <MyselfForm name={mine.name} languages={mine.languages} /> : <Loading error={error} />;
}

function MyselfForm({ name, languages }: { name: string; languages: string[] }) {
  const t = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const languageName = useLanguageName();
  const { draft, change, dirty, kept } = useDraft({ name, languages });
  const { run, busy, problem } = useWrite();
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await run(() =>
          data(api.PATCH("/api/v1/staff/{staff}", { params: { path: { staff: me.id } }, body: draft })),
        );
        if (!done) return;
        kept(draft);
        told(t("saved"));
        await queries.invalidateQueries({ queryKey: session.queryKey });
      }}
    >
      <UnsavedGuard dirty={dirty && !busy} />
      <Part title={t("aboutMe")}>
        <TextInput
          label={t("personName")}
          description={t("myNameHint")}
          required
          maw={420}
          maxLength={100}
          value={draft.name}
          onChange={(e) => change({ name: e.currentTarget.value })}
        />
        <TextInput label={t("email")} value={me.email} readOnly maw={420} />
        <Checkbox.Group
          label={t("answersIn")}
          description={t("answersInHint")}
          value={draft.languages}
          onChange={(chosen) => change({ languages: chosen })}
        >
          <Group mt="xs">
            {LANGUAGES.map((language) => (
              <Checkbox key={language} value={language} label={languageName(language)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Refused problem={problem} />
        <Group>
          <Button type="submit" loading={busy} disabled={!dirty}>
            {t("save")}
          </Button>
        </Group>
      </Part>
    </form>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500}>
        {label}
      </Text>
      {children}
    </Stack>
  );
}

function Look() {
  const t = useWords();
  return (
    <Part title={t("look")}>
      <Text size="sm" c="dimmed">
        {t("appliedAtOnce")}
      </Text>
      <Group gap="xl">
        <Looks choice={Choice} />
      </Group>
    </Part>
  );
}

function Keys() {
  const t = useWords();
  const { enterSends, singleKeys } = usePreferences();
  return (
    <Part title={t("keyboard")}>
      <Switch
        label={t("enterSends")}
        description={t("enterSendsHint")}
        checked={enterSends}
        onChange={(e) => prefer({ enterSends: e.currentTarget.checked })}
      />
      <Switch
        label={t("singleKeys")}
        description={t("singleKeysHint")}
        checked={singleKeys}
        onChange={(e) => prefer({ singleKeys: e.currentTarget.checked })}
      />
    </Part>
  );
}

/** Some browsers know Web Push and have no service for it; they say so with a DOMException. */
async function pushed() {
  try {
    return await enablePush();
  } catch (failure) {
    if (failure instanceof DOMException) return "unsupported";
    throw failure;
  }
}

const SOUNDS = ["new_ticket", "message", "mention"] as const;

function Notices() {
  const t = useWords();
  const { sound, sounds, desktopNotices } = usePreferences();
  const { moment } = useTimes();
  const deviceName = useDeviceName();
  const queries = useQueryClient();
  const { run, busy, problem } = useWrite();
  const [hint, setHint] = useState<"denied" | "noPush">();
  const { data: push } = useQuery({
    queryKey: ["me", "push"],
    queryFn: () => data(api.GET("/api/v1/me/push")),
  });
  const readAgain = () => queries.invalidateQueries({ queryKey: ["me", "push"] });

  const turn = (on: boolean) => {
    setHint(undefined);
    return run(async () => {
      if (!on) {
        prefer({ desktopNotices: false });
        await disablePush();
      } else if (await askForDesktopNotices()) {
        prefer({ desktopNotices: true });
        if ((await pushed()) !== "on") setHint("noPush");
      } else setHint("denied");
      await readAgain();
    });
  };
  return (
    <Part title={t("notices")}>
      <Switch
        label={t("sound")}
        description={t("soundHint")}
        checked={sound}
        onChange={(e) => {
          prefer({ sound: e.currentTarget.checked });
          if (e.currentTarget.checked) chime();
        }}
      />
      {sound && (
        <Checkbox.Group
          label={t("soundOf")}
          value={SOUNDS.filter((one) => sounds[one])}
          onChange={(now) =>
            prefer({
              sounds: {
                new_ticket: now.includes("new_ticket"),
                message: now.includes("message"),
                mention: now.includes("mention"),
              },
            })
          }
        >
          <Group mt={6}>
            {SOUNDS.map((one) => (
              <Checkbox key={one} value={one} label={t(`soundOf_${one}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      <Switch
        label={t("desktop")}
        description={t("desktopHint")}
        checked={desktopNotices}
        disabled={busy}
        onChange={(e) => turn(e.currentTarget.checked)}
      />
      {hint && (
        <Alert color="yellow" role="status">
          {t(hint)}
        </Alert>
      )}
      <Refused problem={problem} />
      {push && push.browsers.length > 0 && (
        <>
          <Text size="sm" fw={500}>
            {t("pushBrowsers")}
          </Text>
          <Items label={t("pushBrowsers")}>
            {push.browsers.map((browser) => (
              <Item
                key={browser.id}
                title={deviceName(browser.device)}
                sub={t("since", { moment: moment(browser.created_at) })}
                actions={
                  <Button
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    onClick={() =>
                      run(async () => {
                        await api.DELETE("/api/v1/me/push/{subscription}", {
                          params: { path: { subscription: browser.id } },
                        });
                        await readAgain();
                      })
                    }
                  >
                    {t("remove")}
                  </Button>
                }
              />
            ))}
          </Items>
        </>
      )}
    </Part>
  );
}
