import { Alert, Button, JsonInput, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { ChannelMark, useChannelName } from "../marks";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  LengthField,
  Loading,
  Mark,
  Nothing,
  Refused,
  useBrand,
  useDraft,
  useKeyOf,
  useWrite,
} from "./parts";
import { useWords } from "./words";

type Channel = Schemas["ChannelView"];
type Health = Schemas["Health"];

const KINDS = ["email", "webchat", "portal"] as const;

export function Channels() {
  const t = useWords();
  const brand = useBrand();
  const queries = useQueryClient();
  const path = { params: { path: { brand } } };
  const { data: channels, error } = useQuery({
    queryKey: ["channels", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/channels", path)),
  });
  const { data: health } = useQuery({
    queryKey: ["channels", brand, "health"],
    refetchInterval: 30_000,
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/channels/health", path)),
  });
  const [open, setOpen] = useState<string>();
  const found = channels?.find(({ id }) => id === open);
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["channels", brand] });
  };
  return (
    <>
      <Heading title={t("channels")} hint={t("channelsHint")}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newChannel")}
        </Button>
      </Heading>
      {!channels ? (
        <Loading error={error} />
      ) : channels.length === 0 ? (
        <Nothing>{t("noChannels")}</Nothing>
      ) : (
        <Items label={t("channels")}>
          {channels.map((channel) => (
            <ChannelItem
              key={channel.id}
              channel={channel}
              health={health?.find((one) => one.channel === channel.id)}
              onOpen={() => setOpen(channel.id)}
            />
          ))}
        </Items>
      )}
      {open === "new" && <ChannelForm brand={brand} onClose={close} />}
      {found && (
        <ChannelForm
          key={found.id}
          brand={brand}
          channel={found}
          health={health?.find((one) => one.channel === found.id)}
          onClose={close}
        />
      )}
    </>
  );
}

function ChannelItem({
  channel,
  health,
  onOpen,
}: {
  channel: Channel;
  health: Health | undefined;
  onOpen: () => void;
}) {
  const t = useWords();
  const { moment } = useTimes();
  const kind = useChannelName()(channel.kind);
  return (
    <Item
      icon={<ChannelMark kind={channel.kind} size={20} />}
      title={channel.name}
      sub={
        <>
          {[kind, channel.address].filter(Boolean).join(" · ")}
          {health && (
            <>
              <br />
              {health.last_in ? t("lastIn", { moment: moment(health.last_in) }) : t("nothingIn")}
              {" · "}
              {health.last_out ? t("lastOut", { moment: moment(health.last_out) }) : t("nothingOut")}
            </>
          )}
        </>
      }
      dim={!channel.enabled}
      marks={
        <>
          {health && health.errors > 0 && (
            <Mark color="red">{t("errorsCount", { count: health.errors })}</Mark>
          )}
          {health && health.quarantined > 0 && (
            <Mark color="orange">{t("quarantinedCount", { count: health.quarantined })}</Mark>
          )}
          {health && health.waiting_out > 0 && <Mark>{t("waitingOut", { count: health.waiting_out })}</Mark>}
          {health?.quiet && <Mark color="yellow">{t("quiet")}</Mark>}
          <Mark color={channel.enabled ? "green" : "gray"}>{t(channel.enabled ? "on" : "off")}</Mark>
        </>
      }
      onOpen={onOpen}
    />
  );
}

interface FormProps {
  brand: string;
  channel?: Channel;
  health?: Health | undefined;
  onClose: () => void;
}

function ChannelForm({ brand, channel, health, onClose }: FormProps) {
  const t = useWords();
  const { moment } = useTimes();
  const kindName = useChannelName();
  const { draft, change, dirty } = useDraft({
    kind: channel?.kind ?? "email",
    name: channel?.name ?? "",
    address: channel?.address ?? "",
    settings: JSON.stringify(channel?.settings ?? {}, null, 2),
    enabled: channel?.enabled ?? true,
    quiet_after: health?.quiet_after ?? null,
  });
  const keyOf = useKeyOf(draft);
  const save = () => {
    const common = {
      name: draft.name,
      address: draft.kind === "email" ? draft.address : null,
      settings: JSON.parse(draft.settings || "{}"),
      key: keyOf(),
    };
    return channel
      ? data(
          api.PATCH("/api/v1/brands/{brand}/channels/{channel}", {
            params: { path: { brand, channel: channel.id } },
            body: { ...common, enabled: draft.enabled, quiet_after: draft.quiet_after ?? 0 },
          }),
        )
      : data(
          api.POST("/api/v1/brands/{brand}/channels", {
            params: { path: { brand } },
            body: { ...common, kind: draft.kind, quiet_after: draft.quiet_after },
          }),
        );
  };
  const [wellFormed, setWellFormed] = useState(true);
  return (
    <EditDrawer
      title={channel ? channel.name : t("newChannel")}
      dirty={dirty}
      onClose={onClose}
      onSave={wellFormed ? save : undefined}
      saved={t("saved")}
    >
      {channel && <TestButton channel={channel.id} />}
      {health?.last_error && (
        <Alert color="red" role="note" icon={<IconAlertTriangle />} title={t("lastError")}>
          {health.last_error}
          {health.error_at && (
            <Text size="xs" c="dimmed">
              {moment(health.error_at)}
            </Text>
          )}
        </Alert>
      )}
      {channel ? (
        <Switch
          label={t("channelOn")}
          description={t("channelOnHint")}
          checked={draft.enabled}
          onChange={(e) => change({ enabled: e.currentTarget.checked })}
        />
      ) : (
        <Select
          label={t("kind")}
          allowDeselect={false}
          value={draft.kind}
          data={KINDS.map((value) => ({ value, label: kindName(value) }))}
          onChange={(kind) => change({ kind: kind ?? "email" })}
        />
      )}
      <TextInput
        label={t("name")}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      {draft.kind === "email" && (
        <TextInput
          label={t("address")}
          description={t("addressHint")}
          type="email"
          required
          value={draft.address}
          onChange={(e) => change({ address: e.currentTarget.value })}
        />
      )}
      <LengthField
        label={t("quietAfter")}
        description={t("quietAfterHint")}
        value={draft.quiet_after}
        onChange={(quiet_after) => change({ quiet_after })}
      />
      <JsonInput
        label={t("moreSettings")}
        description={draft.kind === "email" ? t("mailSettingsHint") : t("moreSettingsHint")}
        error={wellFormed ? undefined : t("badJson")}
        autosize
        minRows={3}
        maxRows={14}
        formatOnBlur
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        value={draft.settings}
        onChange={(settings) => {
          setWellFormed(isObject(settings));
          change({ settings });
        }}
      />
    </EditDrawer>
  );
}

function isObject(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text || "{}");
    return typeof read === "object" && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}

function TestButton({ channel }: { channel: string }) {
  const t = useWords();
  const { run, busy, problem } = useWrite();
  const [answer, setAnswer] = useState<Schemas["Checked"]>();
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant="default"
        loading={busy}
        onClick={() =>
          run(async () => {
            setAnswer(undefined);
            setAnswer(
              await data(api.POST("/api/v1/channels/{channel}/test", { params: { path: { channel } } })),
            );
          })
        }
      >
        {t("testChannel")}
      </Button>
      <Refused problem={problem} />
      {answer && (
        <Alert
          w="100%"
          role="status"
          color={answer.ok ? "green" : "red"}
          icon={answer.ok ? <IconCircleCheck /> : <IconAlertTriangle />}
          title={t(answer.ok ? "testGood" : "testBad")}
        >
          {answer.detail}
        </Alert>
      )}
    </Stack>
  );
}
