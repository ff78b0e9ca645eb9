import {
  Alert,
  Button,
  ColorInput,
  Fieldset,
  Group,
  PasswordInput,
  Stack,
  Switch,
  TagsInput,
  Text,
} from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useChannelWords } from "./channel.words";
import { contrast, ENOUGH, isColour } from "./contrast";
import { EditDrawer, useBrandTopics, useDraft, useWrong } from "./parts";
import { Several } from "./Several";
import { TwoTongues } from "./TwoTongues";
import { useWords } from "./words";

const BUILT_IN_ACCENT = "#0b6e5b";

export interface Looks {
  widget: Schemas["WidgetSettings"];
  origins: string[];
}

/** How the brand's chat looks and where it may open. */
export function ChatLooks({
  brand,
  value,
  onChange,
}: {
  brand: string;
  value: Looks;
  onChange: (value: Looks) => void;
}) {
  const t = useWords();
  const c = useChannelWords();
  const wrong = useWrong();
  const { widget, origins } = value;
  const change = (part: Partial<Looks["widget"]>) => onChange({ ...value, widget: { ...widget, ...part } });
  return (
    <Fieldset legend={c("looks")}>
      <Stack gap="sm">
        <TwoTongues
          label={t("greeting")}
          description={t("greetingHint")}
          max={300}
          error={wrong("widget.greeting")}
          value={widget.greeting ?? {}}
          onChange={(greeting) => change({ greeting })}
        />
        <TwoTongues
          label={t("notice")}
          description={t("noticeHint")}
          max={300}
          error={wrong("widget.notice")}
          value={widget.notice ?? {}}
          onChange={(notice) => change({ notice })}
        />
        <QuickTopics brand={brand} value={widget.topics ?? null} onChange={(topics) => change({ topics })} />
        <AccentField
          value={widget.accent ?? null}
          error={wrong("widget.accent")}
          onChange={(accent) => change({ accent })}
        />
        <Switch
          label={c("offlineForm")}
          description={c("offlineFormHint")}
          checked={widget.offline_form ?? true}
          onChange={(e) => change({ offline_form: e.currentTarget.checked })}
        />
        <TagsInput
          label={t("origins")}
          description={t("originsHint")}
          error={wrong("origins")}
          placeholder={origins.length === 0 ? "https://casino.example" : ""}
          value={origins}
          onChange={(sites) => onChange({ ...value, origins: sites })}
          splitChars={[" ", ","]}
        />
        <ChatKey brand={brand} />
      </Stack>
    </Fieldset>
  );
}

/** White words stand on the brand's colour. */
function AccentField({
  value,
  error,
  onChange,
}: {
  value: string | null;
  error: string | undefined;
  onChange: (value: string | null) => void;
}) {
  const t = useWords();
  const shown = value ?? BUILT_IN_ACCENT;
  const ratio = isColour(shown) ? contrast(shown, "#ffffff") : null;
  const rounded = ratio === null ? "" : ratio.toFixed(1);
  return (
    <Group align="flex-end" gap="md">
      <ColorInput
        label={t("accent")}
        description={t("accentHint")}
        w={260}
        error={error}
        format="hex"
        value={value ?? ""}
        placeholder={BUILT_IN_ACCENT}
        onChange={(colour) => onChange(colour === "" ? null : colour)}
        eyeDropperButtonProps={{ "aria-label": t("pickColour") }}
      />
      {ratio !== null && (
        <Group gap="xs">
          <Button
            component="span"
            aria-hidden
            style={{ background: shown, color: "#fff", pointerEvents: "none" }}
          >
            {t("sampleButton")}
          </Button>
          <Text size="sm" display="inline-flex" style={{ alignItems: "center", gap: 6 }}>
            {ratio >= ENOUGH ? (
              <IconCheck size={16} color="var(--mantine-color-green-7)" aria-hidden />
            ) : (
              <IconAlertTriangle size={16} color="var(--mantine-color-orange-7)" aria-hidden />
            )}
            {t(ratio >= ENOUGH ? "contrastGood" : "contrastPoor", { ratio: rounded })}
          </Text>
        </Group>
      )}
    </Group>
  );
}

type QuickTopic = Schemas["QuickTopic"];

function QuickTopics({
  brand,
  value,
  onChange,
}: {
  brand: string;
  value: readonly QuickTopic[] | null;
  onChange: (value: QuickTopic[] | null) => void;
}) {
  const t = useWords();
  const { topics, choices } = useBrandTopics(brand);
  return (
    <Several
      label={t("quickTopics")}
      description={t("quickTopicsHint")}
      choices={choices}
      value={(value ?? []).map((one) => one.topic)}
      onChange={(chosen) =>
        onChange(
          chosen.length === 0
            ? null
            : chosen.map((id) => {
                const before = value?.find((one) => one.topic === id);
                const topic = topics.find((one) => one.id === id);
                return (
                  before ?? { topic: id, ru: topic?.ru.slice(0, 60) ?? id, en: topic?.en.slice(0, 60) ?? id }
                );
              }),
        )
      }
    />
  );
}

function ChatKey({ brand }: { brand: string }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const { draft, change, dirty, kept } = useDraft({ value: "" });
  const close = () => {
    kept({ value: "" });
    setOpen(false);
  };
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500}>
        {t("chatKey")}
      </Text>
      <Text size="xs" c="dimmed">
        {t("chatKeyHint")}
      </Text>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("replaceKey")}
      </Button>
      {open && (
        <EditDrawer
          title={t("chatKey")}
          dirty={dirty}
          onClose={close}
          saved={t("keyReplaced")}
          onSave={() =>
            data(
              api.PUT("/api/v1/brands/{brand}/secrets/chat_jwt", {
                params: { path: { brand } },
                body: draft,
              }),
            )
          }
        >
          <Alert color="yellow" role="note" icon={<IconAlertTriangle />}>
            {t("keyWarning")}
          </Alert>
          <PasswordInput
            label={t("newKey")}
            description={t("newKeyHint")}
            required
            data-autofocus
            autoComplete="off"
            value={draft.value}
            onChange={(e) => change({ value: e.currentTarget.value })}
          />
        </EditDrawer>
      )}
    </Stack>
  );
}
