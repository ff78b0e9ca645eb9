import { Select, SimpleGrid, TextInput } from "@mantine/core";
import type { Schemas } from "../app/api";
import { useChannelWords } from "./channel.words";
import { useWrong } from "./parts";

type AgentNames = Schemas["AgentNames"];

const STYLES = ["first_from", "first", "full", "sender"] as const satisfies readonly AgentNames[];

/** Under which name answers go out: of a brand, or of one of its channels. */
export function SenderFields({
  brandName,
  name,
  agents,
  channel = false,
  onChange,
}: {
  brandName: string;
  name: string | null;
  agents: AgentNames | null;
  channel?: boolean;
  onChange: (part: { name?: string | null; agents?: AgentNames | null }) => void;
}) {
  const t = useChannelWords();
  const wrong = useWrong();
  const sender = name?.trim() || brandName;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        label={t("senderName")}
        description={t(channel ? "senderNameOfChannel" : "senderNameHint")}
        placeholder={brandName}
        maxLength={100}
        error={wrong(channel ? "sender_name" : "sender")}
        value={name ?? ""}
        onChange={(e) => onChange({ name: e.currentTarget.value === "" ? null : e.currentTarget.value })}
      />
      <Select
        label={t("agentNames")}
        description={t(channel ? "agentNamesOfChannel" : "agentNamesHint")}
        allowDeselect={false}
        value={agents ?? ""}
        data={[
          { value: "", label: t(channel ? "asBrand" : "natural") },
          ...STYLES.map((value) => ({ value, label: t(value, { sender }) })),
        ]}
        onChange={(chosen) => onChange({ agents: STYLES.find((one) => one === chosen) ?? null })}
      />
    </SimpleGrid>
  );
}
