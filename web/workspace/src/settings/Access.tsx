import {
  Alert,
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  PasswordInput,
  ScrollArea,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconCheck, IconCopy, IconDeviceDesktop, IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMe } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { useDeviceName } from "./device";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  Loading,
  Mark,
  Nothing,
  Part,
  SureButton,
  useDraft,
} from "./parts";
import { useWords } from "./words";

/** Where I am signed in, my password, and the tokens of my programs. */
export function Access() {
  const t = useWords();
  return (
    <>
      <Heading title={t("access")} />
      <Stack gap="xl">
        <Password />
        <Sessions />
        <Tokens />
      </Stack>
    </>
  );
}

const toSignIn = () => window.location.assign("/desk/sign-in");

function Password() {
  const t = useWords();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { draft, change, dirty, kept } = useDraft({ current: "", password: "" });
  const close = () => {
    kept({ current: "", password: "" });
    setOpen(false);
  };
  return (
    <Part title={t("password")}>
      <Group>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t("changePassword")}
        </Button>
      </Group>
      {open && (
        <EditDrawer
          title={t("changePassword")}
          dirty={dirty}
          onClose={close}
          onSave={async () => {
            await data(
              api.POST("/api/v1/staff/{staff}/password", { params: { path: { staff: me.id } }, body: draft }),
            );
            toSignIn();
          }}
          size={420}
        >
          <Text size="sm" c="dimmed">
            {t("passwordHint")}
          </Text>
          <PasswordInput
            label={t("currentPassword")}
            autoComplete="current-password"
            required
            data-autofocus
            value={draft.current}
            onChange={(e) => change({ current: e.currentTarget.value })}
          />
          <PasswordInput
            label={t("newPassword")}
            autoComplete="new-password"
            required
            value={draft.password}
            onChange={(e) => change({ password: e.currentTarget.value })}
          />
        </EditDrawer>
      )}
    </Part>
  );
}

function Sessions() {
  const t = useWords();
  const queries = useQueryClient();
  const { moment } = useTimes();
  const deviceName = useDeviceName();
  const { data: sessions, error } = useQuery({
    queryKey: ["sessions"],
    queryFn: () => data(api.GET("/api/v1/sessions")),
  });
  if (!sessions) return <Loading error={error} />;
  return (
    <Part title={t("sessions")}>
      <Items label={t("sessions")}>
        {sessions.map((one) => (
          <Item
            key={one.key}
            icon={<IconDeviceDesktop size={18} stroke={1.7} aria-hidden />}
            title={deviceName(one.device)}
            sub={[one.address, t("since", { moment: moment(one.created_at) })].filter(Boolean).join(" · ")}
            marks={
              <Text span size="xs" c="dimmed">
                {t("lastSeen", { moment: moment(one.seen_at) })}
              </Text>
            }
            actions={
              <SureButton
                label={t("signOutThere")}
                question={t("signOutThereSure")}
                onSure={async () => {
                  await data(api.DELETE("/api/v1/sessions/{key}", { params: { path: { key: one.key } } }));
                  await queries.invalidateQueries({ queryKey: ["sessions"] });
                }}
              />
            }
          />
        ))}
      </Items>
      <Group>
        <SureButton
          label={t("signOutEverywhere")}
          question={t("signOutEverywhereSure")}
          onSure={async () => {
            await api.DELETE("/api/v1/sessions");
            toSignIn();
          }}
        />
      </Group>
    </Part>
  );
}

function Tokens() {
  const t = useWords();
  const { moment } = useTimes();
  const queries = useQueryClient();
  const { data: tokens, error } = useQuery({
    queryKey: ["tokens"],
    queryFn: () => data(api.GET("/api/v1/tokens")),
  });
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string>();
  if (!tokens) return <Loading error={error} />;
  const readAgain = () => queries.invalidateQueries({ queryKey: ["tokens"] });
  return (
    <Part title={t("tokens")}>
      <Text size="sm" c="dimmed" maw="44rem">
        {t("tokensHint")}
      </Text>
      {made !== undefined && (
        <Alert
          color="green"
          role="status"
          title={t("tokenMade")}
          withCloseButton
          closeButtonLabel={t("close")}
          onClose={() => setMade(undefined)}
        >
          <Stack gap="xs">
            <Text size="sm">{t("tokenOnce")}</Text>
            <Code block data-token style={{ whiteSpace: "pre-wrap", wordBreak: "break-all" }}>
              {made}
            </Code>
            <CopyButton value={made}>
              {({ copied, copy }) => (
                <Group>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
                    onClick={copy}
                  >
                    {copied ? t("copied") : t("copy")}
                  </Button>
                </Group>
              )}
            </CopyButton>
          </Stack>
        </Alert>
      )}
      {tokens.length === 0 ? (
        <Nothing>{t("noTokens")}</Nothing>
      ) : (
        <Items label={t("tokens")}>
          {tokens.map((token) => (
            <Item
              key={token.id}
              icon={<IconKey size={18} stroke={1.7} aria-hidden />}
              title={token.name}
              sub={[
                token.scopes.join(", "),
                token.used_at ? t("lastUsed", { moment: moment(token.used_at) }) : t("neverUsed"),
              ].join(" · ")}
              marks={token.expires_at && <Mark>{t("until", { moment: moment(token.expires_at) })}</Mark>}
              actions={
                <SureButton
                  label={t("revoke")}
                  question={t("revokeSure", { name: token.name })}
                  onSure={async () => {
                    await api.DELETE("/api/v1/tokens/{token}", { params: { path: { token: token.id } } });
                    await readAgain();
                  }}
                />
              }
            />
          ))}
        </Items>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => {
            setMade(undefined);
            setMaking(true);
          }}
        >
          {t("newToken")}
        </Button>
      </Group>
      {making && (
        <TokenForm
          onClose={() => setMaking(false)}
          onMade={async (text) => {
            setMade(text);
            await readAgain();
          }}
        />
      )}
    </Part>
  );
}

const DAY_MS = 86_400_000;

function TokenForm({ onClose, onMade }: { onClose: () => void; onMade: (text: string) => Promise<void> }) {
  const t = useWords();
  const { locale } = useLocale();
  const held = new Set(Object.values(useMe().permissions).flat());
  const { draft, change, dirty } = useDraft({ name: "", scopes: [] as string[], days: "90" });
  const { data: permissions = [] } = useQuery({
    queryKey: ["permissions"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: (): Promise<Schemas["Permission"][]> => data(api.GET("/api/v1/permissions")),
  });
  return (
    <EditDrawer
      title={t("newToken")}
      dirty={dirty}
      onClose={onClose}
      action={t("create")}
      onSave={async () => {
        const days = Number(draft.days);
        const { text } = await data(
          api.POST("/api/v1/tokens", {
            body: {
              name: draft.name,
              scopes: draft.scopes,
              expires_at: days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
            },
          }),
        );
        await onMade(text);
      }}
    >
      <TextInput
        label={t("name")}
        description={t("tokenNameHint")}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <Select
        label={t("expires")}
        allowDeselect={false}
        value={draft.days}
        onChange={(days) => change({ days: days ?? "90" })}
        data={[
          ...[30, 90, 365].map((count) => ({ value: String(count), label: t("inDays", { count }) })),
          { value: "0", label: t("never") },
        ]}
      />
      <Checkbox.Group
        label={t("scopes")}
        description={t("scopesHint")}
        value={draft.scopes}
        onChange={(scopes) => change({ scopes })}
      >
        <ScrollArea.Autosize mah={360} mt="xs" type="auto">
          <Stack gap="xs" py={4}>
            {permissions
              .filter(({ name }) => held.has(name))
              .map((permission) => (
                <Checkbox
                  key={permission.name}
                  value={permission.name}
                  label={locale === "ru" ? permission.ru : permission.en}
                  description={permission.name}
                />
              ))}
          </Stack>
        </ScrollArea.Autosize>
      </Checkbox.Group>
    </EditDrawer>
  );
}
