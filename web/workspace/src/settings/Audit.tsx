import { Button, Select, SimpleGrid, Table, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { colleagues } from "../app/live";
import { useTimes } from "../app/times";
import { EVENTS, useEventName } from "./eventNames";
import {
  Heading,
  Loading,
  Nothing,
  Refused,
  ShowMore,
  useBrand,
  useDraft,
  useMayHere,
  usePhone,
  useWrite,
} from "./parts";
import classes from "./settings.module.css";
import { useWords } from "./words";

type Entry = Schemas["Entry"];

const KINDS = ["staff", "player", "visitor", "system"] as const;

/** What the filters say, as the server wants it. */
interface Asked {
  brand: string;
  type?: string;
  actor?: string;
  ticket?: string;
  since?: string;
  until?: string;
}

const DAY_MS = 86_400_000;
const midnight = (day: string) => new Date(`${day}T00:00:00`);

export function Audit() {
  const t = useWords();
  const brand = useBrand();
  const may = useMayHere();
  const eventName = useEventName();
  const { draft, change } = useDraft({
    type: null as string | null,
    actor: null as string | null,
    ticket: "",
    from: "",
    to: "",
  });
  const [ticket, setTicket] = useState<string>();
  const { run, problem, forget } = useWrite();
  const { data: staff = [] } = useQuery({ ...colleagues(brand), enabled: may("staff.see") });
  const asked: Asked = {
    brand,
    ...(draft.type ? { type: draft.type } : {}),
    ...(draft.actor ? { actor: draft.actor } : {}),
    ...(ticket ? { ticket } : {}),
    ...(draft.from ? { since: midnight(draft.from).toISOString() } : {}),
    ...(draft.to ? { until: new Date(midnight(draft.to).getTime() + DAY_MS).toISOString() } : {}),
  };
  const find = () => {
    const name = draft.ticket.trim();
    if (name === "") {
      setTicket(undefined);
      forget();
      return;
    }
    run(async () => {
      const found = await data(
        api.GET("/api/v1/tickets/{name}", { params: { path: { name }, query: { brand } } }),
      );
      setTicket(found.id);
    });
  };
  const csv = `/api/v1/audit.csv?${new URLSearchParams({ ...asked })}`;
  return (
    <>
      <Heading title={t("audit")} hint={t("auditHint")}>
        <Button component="a" href={csv} download variant="default" leftSection={<IconDownload size={16} />}>
          {t("exportCsv")}
        </Button>
      </Heading>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} mb="sm" spacing="sm">
        <Select
          label={t("what")}
          searchable
          clearable
          placeholder={t("anything")}
          value={draft.type}
          data={EVENTS.map((value) => ({ value, label: eventName(value) })).sort((a, b) =>
            a.label.localeCompare(b.label),
          )}
          onChange={(type) => change({ type })}
        />
        <Select
          label={t("who")}
          searchable
          clearable
          placeholder={t("anybody")}
          value={draft.actor}
          data={[
            { group: t("whoKind"), items: KINDS.map((value) => ({ value, label: t(`actor_${value}`) })) },
            { group: t("staff"), items: staff.map(({ id, name }) => ({ value: id, label: name })) },
          ]}
          onChange={(actor) => change({ actor })}
        />
        <TextInput
          label={t("fromDay")}
          type="date"
          value={draft.from}
          onChange={(e) => change({ from: e.currentTarget.value })}
        />
        <TextInput
          label={t("toDay")}
          type="date"
          value={draft.to}
          onChange={(e) => change({ to: e.currentTarget.value })}
        />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            find();
          }}
        >
          <TextInput
            label={t("ticket")}
            placeholder={t("ticketPlaceholder")}
            value={draft.ticket}
            onChange={(e) => change({ ticket: e.currentTarget.value })}
            onBlur={find}
          />
        </form>
      </SimpleGrid>
      <Refused problem={problem} />
      <Entries asked={asked} />
    </>
  );
}

function Entries({ asked }: { asked: Asked }) {
  const t = useWords();
  const phone = usePhone();
  const eventName = useEventName();
  const { moment } = useTimes();
  const [open, setOpen] = useState<number>();
  const {
    data: pages,
    error,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useInfiniteQuery({
    queryKey: ["audit", asked],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page: { next: string | null }) => (page.next === null ? undefined : Number(page.next)),
    queryFn: ({ pageParam: before }) =>
      data(
        api.GET("/api/v1/audit", {
          params: { query: { ...asked, limit: 100, ...(before === undefined ? {} : { before }) } },
        }),
      ),
  });
  if (!pages) return <Loading error={error} />;
  const entries = pages.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <Nothing>{t("nothingFound")}</Nothing>;
  const toggle = (number: number) => setOpen(open === number ? undefined : number);
  return (
    <>
      <Table verticalSpacing={6} highlightOnHover layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={phone ? 110 : 170}>{t("when")}</Table.Th>
            <Table.Th>{t("what")}</Table.Th>
            {!phone && <Table.Th w={190}>{t("who")}</Table.Th>}
            {!phone && <Table.Th w={140}>{t("ticketOrCase")}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Fragment key={entry.number}>
              <Table.Tr>
                <Table.Td className="numbers">
                  <Text size="xs">{moment(entry.at)}</Text>
                </Table.Td>
                <Table.Td>
                  <UnstyledButton
                    aria-expanded={open === entry.number}
                    onClick={() => toggle(entry.number)}
                    w="100%"
                  >
                    <Text size="sm" fw={500}>
                      {eventName(entry.type)}
                    </Text>
                    {phone && (
                      <Text size="xs" c="dimmed">
                        <Who entry={entry} />
                        {entry.reference ? ` · ${entry.reference}` : ""}
                      </Text>
                    )}
                  </UnstyledButton>
                </Table.Td>
                {!phone && (
                  <Table.Td>
                    <Text size="sm" truncate>
                      <Who entry={entry} />
                    </Text>
                  </Table.Td>
                )}
                {!phone && (
                  <Table.Td>
                    <Text size="sm">{entry.reference ?? ""}</Text>
                  </Table.Td>
                )}
              </Table.Tr>
              {open === entry.number && (
                <Table.Tr>
                  <Table.Td colSpan={phone ? 2 : 4}>
                    <div className={classes.data}>{JSON.stringify(entry.data, null, 2)}</div>
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
      <ShowMore of={{ hasNextPage, isFetchingNextPage, fetchNextPage }}>{t("earlier")}</ShowMore>
    </>
  );
}

function Who({ entry }: { entry: Entry }) {
  const t = useWords();
  return (
    <>{entry.actor_kind === "staff" ? entry.actor || t("actor_staff") : t(`actor_${entry.actor_kind}`)}</>
  );
}
