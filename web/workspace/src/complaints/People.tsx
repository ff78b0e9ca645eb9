import { Badge, Button, Select, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useMay, useMe } from "../app/session";
import { useTimes } from "../app/times";
import { usePeople } from "../lists/useList";
import { Loading, ShowMore } from "../settings/parts";
import { useWords } from "./case.words";
import classes from "./complaints.module.css";
import { FormDialog, Words } from "./Dialog";
import { type Case, of, useChange } from "./data";
import { useNameOf, useNames } from "./names.words";
import { Block } from "./Story";

/** Who stands how to the matter, who may decide it, and who looked at what. */
export function People({ one }: { one: Case }) {
  const t = useWords();
  const n = useNames();
  const may = useMay();
  const { moment } = useTimes();
  const [asking, ask] = useState<"party" | "conflict">();
  const found = useQuery({
    queryKey: ["complaints", "conflicts", one.id],
    queryFn: () => data(api.GET("/api/v1/complaints/{complaint}/conflicts", of(one))),
  });
  if (!found.data) return <Loading error={found.error} />;
  const { parties, logged, people } = found.data;
  const open = one.closed_at === null || one.stage === "closed";
  const source = (name: string) =>
    name === "replied" || name === "assigned" || name === "decided" || name === "named" || name === "subject"
      ? t(`source_${name}`)
      : name;
  return (
    <Stack gap="lg" maw={900}>
      <Block title={t("parties")} hint={t("partiesWhy")}>
        {parties.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("noParties")}
          </Text>
        )}
        <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {parties.map((party) => (
            <Text component="li" size="sm" key={`${party.staff_id} ${party.source} ${party.ticket_id}`}>
              <Text span fw={600}>
                {party.name}
              </Text>{" "}
              · {source(party.source)}
              {party.reason && <Text span c="dimmed">{` · ${party.reason}`}</Text>}
            </Text>
          ))}
        </Stack>
        {open && may("complaints.handle", one.brand) && (
          <Button
            mt={6}
            size="compact-sm"
            variant="default"
            leftSection={<IconUserPlus size={15} />}
            onClick={() => ask("party")}
          >
            {t("nameParty")}
          </Button>
        )}
      </Block>
      <Block title={t("logged")}>
        {logged.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("noConflicts")}
          </Text>
        )}
        <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {logged.map((conflict) => (
            <Text component="li" size="sm" key={conflict.staff_id}>
              <Text span fw={600}>
                {conflict.name}
              </Text>{" "}
              · {conflict.reason} ·{" "}
              <Text span c="dimmed" className="numbers">
                {moment(conflict.at)}
              </Text>
            </Text>
          ))}
        </Stack>
        {open && (
          <Button
            mt={6}
            size="compact-sm"
            variant="default"
            leftSection={<IconAlertTriangle size={15} />}
            onClick={() => ask("conflict")}
          >
            {t("logConflict")}
          </Button>
        )}
      </Block>
      <Block title={t("whoMay")}>
        <Table.ScrollContainer minWidth={480}>
          <Table fz="sm" verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("who")}</Table.Th>
                <Table.Th>{t("mayDecide")}</Table.Th>
                <Table.Th>{t("mayHear")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.map((person) => (
                <Table.Tr key={person.staff_id}>
                  <Table.Th scope="row" fw={500}>
                    {person.name}
                  </Table.Th>
                  <Table.Td>
                    <Whether
                      held={person.permissions.includes("complaints.decide")}
                      why={person.not_decide}
                    />
                  </Table.Td>
                  <Table.Td>
                    <Whether held={person.permissions.includes("complaints.appeal")} why={person.not_hear} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {people.length === 0 && (
          <Text size="sm" c="dimmed">
            {n("nobody")}
          </Text>
        )}
      </Block>
      {may("complaints.reports", one.brand) && <Views one={one} />}
      {asking && <NameDialog one={one} what={asking} onClose={() => ask(undefined)} />}
    </Stack>
  );
}

function Whether({ held, why }: { held: boolean; why: string | null }) {
  const t = useWords();
  const nameOf = useNameOf();
  if (!held)
    return (
      <Text span size="sm" c="dimmed">
        {t("noRight")}
      </Text>
    );
  if (why !== null)
    return (
      <Text span size="sm">
        {nameOf(why)}
      </Text>
    );
  return (
    <Badge
      variant="light"
      color="green"
      className={classes.plain}
      leftSection={<IconCheck size={13} aria-hidden />}
    >
      {t("yes")}
    </Badge>
  );
}

function NameDialog({ one, what, onClose }: { one: Case; what: "party" | "conflict"; onClose: () => void }) {
  const t = useWords();
  const me = useMe();
  const may = useMay();
  const change = useChange();
  const people = [...usePeople().values()];
  const [staff, setStaff] = useState<string | null>(what === "conflict" ? me.id : null);
  const [source, setSource] = useState<"named" | "subject">("named");
  const [reason, setReason] = useState("");
  const others = may("complaints.handle", one.brand);
  const send = () =>
    change.run(
      { staff, source, reason },
      (headers) =>
        what === "party"
          ? api.POST("/api/v1/complaints/{complaint}/parties", {
              headers,
              ...of(one),
              body: { staff: staff ?? "", source, reason: reason.trim() },
            })
          : api.POST("/api/v1/complaints/{complaint}/conflicts", {
              headers,
              ...of(one),
              body: { staff: staff ?? "", reason: reason.trim() },
            }),
      t("done"),
    );
  return (
    <FormDialog
      title={t(what === "party" ? "nameParty" : "logConflict")}
      onClose={onClose}
      action={t(what === "party" ? "nameParty" : "logConflict")}
      ready={staff !== null && reason.trim() !== ""}
      change={change}
      onSend={send}
    >
      <Text size="sm" c="dimmed">
        {t(what === "party" ? "namePartyWhy" : "logConflictWhy")}
      </Text>
      <Select
        label={t("who")}
        required
        allowDeselect={false}
        searchable
        disabled={what === "conflict" && !others}
        value={staff}
        onChange={setStaff}
        data={
          what === "conflict" && !others
            ? [{ value: me.id, label: me.name }]
            : people.map(({ staff_id, name }) => ({ value: staff_id, label: name }))
        }
      />
      {what === "party" && (
        <Select
          label={t("how")}
          allowDeselect={false}
          value={source}
          onChange={(value) => setSource(value === "subject" ? value : "named")}
          data={[
            { value: "named", label: t("source_named") },
            { value: "subject", label: t("source_subject") },
          ]}
        />
      )}
      <Words label={t("whyStep")} value={reason} onChange={setReason} />
    </FormDialog>
  );
}

const LOOKED = ["case", "timeline", "evidence", "decision", "notes", "conflicts", "letters"] as const;

/** What of a case somebody looked at, in words. */
export function useLooked(): (what: string) => string {
  const t = useWords();
  return (what) => {
    const file = /^file (\d+)$/.exec(what);
    if (file) return t("viewFile", { seq: file[1] ?? "" });
    const known = LOOKED.find((name) => name === what);
    return known ? t(`view_${known}`) : what;
  };
}

function Views({ one }: { one: Case }) {
  const t = useWords();
  const n = useNames();
  const looked = useLooked();
  const people = usePeople();
  const { moment } = useTimes();
  const found = useInfiniteQuery({
    queryKey: ["complaints", "views", one.id],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints/{complaint}/views", {
          params: { path: { complaint: one.id }, query: pageParam === null ? {} : { cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const views = found.data?.pages.flatMap(({ items }) => items);
  return (
    <Block title={t("views")}>
      {!views && <Loading error={found.error} />}
      {views?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noViews")}
        </Text>
      )}
      {views && views.length > 0 && (
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("when")}</Table.Th>
              <Table.Th>{t("who")}</Table.Th>
              <Table.Th>{t("what")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {views.map((view) => (
              <Table.Tr key={view.id}>
                <Table.Td className="numbers">{moment(view.at)}</Table.Td>
                <Table.Td>{people.get(view.staff_id)?.name ?? n("somebody")}</Table.Td>
                <Table.Td>{looked(view.what)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <ShowMore of={found}>{t("showMore")}</ShowMore>
    </Block>
  );
}
