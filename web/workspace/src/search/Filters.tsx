import { Button, Collapse, Group, Select, SimpleGrid, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, data } from "../app/api";
import { useBrands } from "../app/brands";
import { useStaff } from "../app/live";
import { useTopics } from "../app/topics";
import { PRIORITY_NAMES, useChannelName, usePriorityName, useStatusName } from "../marks";
import type { Asked } from "./asked";
import { useWords } from "./words";

const STATUSES = ["new", "open", "waiting", "on_hold", "solved", "closed"];
const CHANNELS = ["email", "webchat", "portal", "telegram", "phone", "api"];

/** One value each, all of which must hold. */
export function Filters({ asked, onAsk }: { asked: Asked; onAsk: (change: Partial<Asked>) => void }) {
  const t = useWords();
  const count = Object.keys(asked).filter((name) => name !== "q").length;
  const [open, { toggle }] = useDisclosure(count > 0);
  return (
    <>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant={count > 0 ? "light" : "default"}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          aria-expanded={open}
          onClick={toggle}
        >
          {count > 0 ? `${t("filters")}: ${count}` : t("filters")}
        </Button>
        {count > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() =>
              onAsk({
                brand: "",
                status: "",
                channel: "",
                topic: "",
                priority: "",
                queue: "",
                assignee: "",
                promise: "",
                from: "",
                to: "",
              })
            }
          >
            {t("clearFilters")}
          </Button>
        )}
      </Group>
      <Collapse expanded={open}>{open && <Fields asked={asked} onAsk={onAsk} />}</Collapse>
    </>
  );
}

function Fields({ asked, onAsk }: { asked: Asked; onAsk: (change: Partial<Asked>) => void }) {
  const t = useWords();
  const brands = useBrands();
  const staff = useStaff();
  const brand = asked.brand ?? (brands.length === 1 ? brands[0]?.id : undefined);
  const { topics, nameOf } = useTopics(brand);
  const statusName = useStatusName();
  const channelName = useChannelName();
  const priorityName = usePriorityName();
  const queues = useQuery({
    queryKey: ["queues", "search", brand ?? brands.map(({ id }) => id)],
    enabled: brands.length > 0,
    queryFn: async () => {
      const wanted = brand === undefined ? brands.map(({ id }) => id) : [brand];
      const lists = await Promise.all(
        wanted.map((id) =>
          data(api.GET("/api/v1/brands/{brand}/queues", { params: { path: { brand: id } } })),
        ),
      );
      return lists.flatMap((list, n) =>
        list.map((queue) => ({
          value: queue.id,
          label:
            wanted.length > 1
              ? `${queue.name} · ${brands.find(({ id }) => id === wanted[n])?.name}`
              : queue.name,
        })),
      );
    },
  });
  const field = (
    name: keyof Asked,
    label: string,
    choices: readonly { value: string; label: string }[],
    searchable = false,
  ) => (
    <Select
      size="xs"
      label={label}
      placeholder={t("any")}
      clearable
      clearButtonProps={{ "aria-label": `${t("clear")}: ${label}` }}
      searchable={searchable}
      data={[...choices]}
      value={asked[name] ?? null}
      onChange={(value) =>
        onAsk(name === "brand" ? { brand: value ?? "", queue: "", topic: "" } : { [name]: value ?? "" })
      }
    />
  );
  const named = (names: readonly string[], nameIt: (name: string) => string) =>
    names.map((value) => ({ value, label: nameIt(value) }));
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} spacing="xs" verticalSpacing="xs">
      {brands.length > 1 &&
        field(
          "brand",
          t("brand"),
          brands.map(({ id, name }) => ({ value: id, label: name })),
        )}
      {field("status", t("status"), [
        { value: "active", label: t("active") },
        ...named(STATUSES, statusName),
      ])}
      {field("channel", t("channel"), named(CHANNELS, channelName))}
      {field(
        "topic",
        t("topic"),
        topics.map(({ id }) => ({ value: id, label: nameOf(id) })),
        true,
      )}
      {field("queue", t("queue"), queues.data ?? [], true)}
      {field(
        "assignee",
        t("assignee"),
        [
          { value: "me", label: t("me") },
          { value: "nobody", label: t("nobody") },
          ...[...staff.values()].map(({ id, name }) => ({ value: id, label: name })),
        ],
        true,
      )}
      {field("priority", t("priority"), named(PRIORITY_NAMES, priorityName))}
      {field("promise", t("promise"), [
        { value: "at_risk", label: t("at_risk") },
        { value: "breached", label: t("breached") },
      ])}
      {(["from", "to"] as const).map((name) => (
        <TextInput
          key={name}
          size="xs"
          type="date"
          label={t(name)}
          value={asked[name] ?? ""}
          onChange={(event) => onAsk({ [name]: event.currentTarget.value })}
        />
      ))}
    </SimpleGrid>
  );
}
