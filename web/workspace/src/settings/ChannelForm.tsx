import { Alert, Button, Fieldset, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClock } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { useChannelName } from "../marks";
import { useCalendars } from "./Calendars";
import { ChatLooks, type Looks } from "./ChatLooks";
import { useChannelWords } from "./channel.words";
import { hoursSentence } from "./hours";
import { drafted, MailServers, written } from "./MailServers";
import {
  EditDrawer,
  LengthField,
  Loading,
  Refused,
  useDraft,
  useKeyOf,
  useMayHere,
  useWrite,
  useWrong,
} from "./parts";
import { SenderFields } from "./SenderFields";
import { useWords } from "./words";

export type Channel = Schemas["ChannelView"];
export type Health = Schemas["Health"];

const KINDS = ["email", "webchat", "portal"] as const;

interface FormProps {
  brand: string;
  channel?: Channel;
  health?: Health | undefined;
  onClose: () => void;
}

export function ChannelForm(props: FormProps) {
  const { brand, channel, onClose } = props;
  const t = useWords();
  const { data: home, error } = useQuery({
    queryKey: ["brand", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}", { params: { path: { brand } } })),
  });
  if (home) return <Form {...props} home={home} />;
  return (
    <EditDrawer title={channel?.name ?? t("newChannel")} dirty={false} onClose={onClose}>
      <Loading error={error} />
    </EditDrawer>
  );
}

function Form({ brand, channel, health, home, onClose }: FormProps & { home: Schemas["BrandView"] }) {
  const t = useWords();
  const c = useChannelWords();
  const { moment } = useTimes();
  const kindName = useChannelName();
  const may = useMayHere();
  const queries = useQueryClient();
  const looksBefore: Looks = { widget: home.widget, origins: home.origins };
  const { draft, change, dirty } = useDraft({
    kind: channel?.kind ?? "email",
    name: channel?.name ?? "",
    address: channel?.address ?? "",
    enabled: channel?.enabled ?? true,
    quiet_after: health?.quiet_after ?? null,
    servers: drafted(channel?.settings),
    sender_name: channel?.settings?.sender_name ?? null,
    agent_names: channel?.settings?.agent_names ?? null,
    hours: channel?.settings?.hours ?? null,
    looks: looksBefore,
  });
  const keyOf = useKeyOf(draft);
  const save = async () => {
    const mail = draft.kind === "email";
    const chat = draft.kind === "webchat";
    const looksDiffer = JSON.stringify(draft.looks) !== JSON.stringify(looksBefore);
    const common = {
      name: draft.name,
      address: mail ? draft.address : null,
      settings: {
        ...(mail ? written(draft.servers) : {}),
        sender_name: draft.sender_name,
        agent_names: draft.agent_names,
      },
      ...(chat ? { hours: draft.hours } : {}),
      ...(chat && looksDiffer ? { chat: draft.looks } : {}),
      key: keyOf(),
    };
    await (channel
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
        ));
    await queries.invalidateQueries({ queryKey: ["brand", brand] });
  };
  return (
    <EditDrawer
      title={channel ? channel.name : t("newChannel")}
      dirty={dirty}
      onClose={onClose}
      onSave={save}
      saved={t("saved")}
      size={640}
    >
      {channel && <TestButton channel={channel.id} unsaved={dirty} />}
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
      {draft.kind === "portal" && (
        <Text size="sm" c="dimmed">
          {c("portalHint")}
        </Text>
      )}
      <Fieldset legend={c("general")}>
        <General
          channel={channel}
          draft={draft}
          change={change}
          kinds={KINDS.map((value) => ({ value, label: kindName(value) }))}
        />
      </Fieldset>
      {draft.kind === "email" && (
        <MailServers
          settings={channel?.settings}
          value={draft.servers}
          onChange={(part) => change({ servers: { ...draft.servers, ...part } })}
        />
      )}
      {draft.kind === "webchat" && (
        <StaffedHours brand={brand} value={draft.hours} onChange={(hours) => change({ hours })} />
      )}
      {draft.kind !== "portal" && (
        <Fieldset legend={c("senderPart")}>
          <SenderFields
            channel
            brandName={home.sender.name || home.name}
            name={draft.sender_name}
            agents={draft.agent_names}
            onChange={({ name, agents }) =>
              change({
                ...(name === undefined ? {} : { sender_name: name }),
                ...(agents === undefined ? {} : { agent_names: agents }),
              })
            }
          />
        </Fieldset>
      )}
      {draft.kind === "webchat" &&
        (may("settings.manage") ? (
          <ChatLooks brand={brand} value={draft.looks} onChange={(looks) => change({ looks })} />
        ) : (
          <Text size="sm" c="dimmed">
            {c("chatRights")}
          </Text>
        ))}
    </EditDrawer>
  );
}

interface GeneralDraft {
  kind: string;
  name: string;
  address: string;
  enabled: boolean;
  quiet_after: number | null;
}

function General({
  channel,
  draft,
  change,
  kinds,
}: {
  channel: Channel | undefined;
  draft: GeneralDraft;
  change: (part: Partial<GeneralDraft>) => void;
  kinds: { value: string; label: string }[];
}) {
  const t = useWords();
  const wrong = useWrong();
  return (
    <Stack gap="sm">
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
          data={kinds}
          onChange={(kind) => change({ kind: kind ?? "email" })}
        />
      )}
      <TextInput
        label={t("name")}
        required
        data-autofocus
        maxLength={100}
        error={wrong("name")}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      {draft.kind === "email" && (
        <TextInput
          label={t("address")}
          description={t("addressHint")}
          type="email"
          required
          error={wrong("address")}
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
    </Stack>
  );
}

function StaffedHours({
  brand,
  value,
  onChange,
}: {
  brand: string;
  value: string | null;
  onChange: (calendar: string | null) => void;
}) {
  const t = useWords();
  const c = useChannelWords();
  const wrong = useWrong();
  const { locale } = useLocale();
  const { data: calendars = [] } = useCalendars(brand);
  const chosen = calendars.find(({ id }) => id === value);
  return (
    <Fieldset legend={c("staffed")}>
      <Stack gap="xs">
        <Select
          label={t("calendar")}
          description={c("staffedHint")}
          clearable
          placeholder={t("dayAndNight")}
          error={wrong("hours")}
          value={value}
          data={calendars.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onChange}
        />
        <Text size="sm" display="flex" style={{ alignItems: "center", gap: 6 }}>
          <IconClock size={16} aria-hidden style={{ flexShrink: 0 }} />
          {value === null
            ? c("staffedAlways")
            : chosen && c("staffedNow", { hours: hoursSentence(chosen.hours, locale) })}
        </Text>
        {calendars.length === 0 && (
          <Text size="xs" c="dimmed">
            {c("makeCalendar", { section: t("promises") })}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}

function TestButton({ channel, unsaved }: { channel: string; unsaved: boolean }) {
  const t = useWords();
  const c = useChannelWords();
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
      {unsaved && (
        <Text size="xs" c="dimmed">
          {c("notSavedYet")}
        </Text>
      )}
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
