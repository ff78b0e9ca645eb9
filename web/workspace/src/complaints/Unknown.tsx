import {
  Anchor,
  Badge,
  Button,
  Checkbox,
  Group,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconUrgent, IconUserCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { useChannelName } from "../marks";
import { Loading, Nothing, ShowMore } from "../settings/parts";
import classes from "./complaints.module.css";
import { FormDialog, Words } from "./Dialog";
import { type Category, useCategories, useChange } from "./data";
import { Page } from "./Page";
import { PickPlayer } from "./PickPlayer";
import { useWords } from "./words";

type Report = Schemas["Report"];

/** What people said whom nobody has identified yet. */
export function Unknown() {
  const t = useWords();
  const may = useMay();
  const [recording, record] = useState(false);
  return (
    <Page
      place="unknown"
      actions={(brand) =>
        may("complaints.register", brand) && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => record(true)}>
            {t("record")}
          </Button>
        )
      }
    >
      {(brand) => (
        <>
          <OfBrand key={brand} brand={brand} />
          {recording && <RecordDialog brand={brand} onClose={() => record(false)} />}
        </>
      )}
    </Page>
  );
}

function OfBrand({ brand }: { brand: string }) {
  const t = useWords();
  const [settled, setSettled] = useState(false);
  const found = useInfiniteQuery({
    queryKey: ["complaints", "unknown", brand, settled],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaint-reports", {
          params: { query: { brand, settled, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const reports = found.data?.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="sm" maw={820}>
      <Text size="sm" c="dimmed">
        {t("unknownAbout")}
      </Text>
      <Switch
        label={t("settledOnes")}
        checked={settled}
        onChange={(event) => setSettled(event.currentTarget.checked)}
      />
      {!reports && <Loading error={found.error} />}
      {reports?.length === 0 && <Nothing>{settled ? t("noSettled") : t("noReports")}</Nothing>}
      {reports && reports.length > 0 && (
        <ul className={classes.rows}>
          {reports.map((report) => (
            <One key={report.id} report={report} />
          ))}
        </ul>
      )}
      <ShowMore of={found}>{t("more")}</ShowMore>
    </Stack>
  );
}

function One({ report }: { report: Report }) {
  const t = useWords();
  const may = useMay();
  const { moment } = useTimes();
  const channel = useChannelName();
  const [asking, ask] = useState<"identify" | "settle">();
  return (
    <li>
      <Stack gap={6}>
        <Group gap={8}>
          <Text size="sm" fw={650} className="numbers">
            {report.number}
          </Text>
          {report.safety && (
            <Badge
              variant="light"
              color="red"
              className={classes.plain}
              leftSection={<IconUrgent size={13} aria-hidden />}
            >
              {t("safety")}
            </Badge>
          )}
          <Text size="xs" c="dimmed" className="numbers">
            {channel(report.channel)} · {t("receivedOn", { at: moment(report.received_at) })}
          </Text>
        </Group>
        <Text size="sm" className={classes.words} lang={report.language}>
          {report.said}
        </Text>
        {report.contact && (
          <Text size="sm" c="dimmed">
            {t("contact")}: {report.contact}
          </Text>
        )}
        {report.complaint_id !== null && (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link
                to="/complaints/$complaint"
                params={{ complaint: report.complaint_id ?? "" }}
                {...props}
              />
            )}
          >
            {t("became")}
          </Anchor>
        )}
        {report.settled_why && (
          <Text size="sm" c="dimmed">
            {t("closedBecause", { why: report.settled_why })}
          </Text>
        )}
        {report.settled_at === null && may("complaints.register", report.brand) && (
          <Group gap="xs">
            <Button
              size="compact-sm"
              leftSection={<IconUserCheck size={15} />}
              onClick={() => ask("identify")}
            >
              {t("identify")}
            </Button>
            {may("complaints.handle", report.brand) && (
              <Button size="compact-sm" variant="default" onClick={() => ask("settle")}>
                {t("settle")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      {asking === "identify" && <Identify report={report} onClose={() => ask(undefined)} />}
      {asking === "settle" && <Settle report={report} onClose={() => ask(undefined)} />}
    </li>
  );
}

const path = (report: Report) => ({ params: { path: { brand: report.brand, report: report.id } } });

function Identify({ report, onClose }: { report: Report; onClose: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const categories = useCategories();
  const change = useChange();
  const [player, setPlayer] = useState<string | null>(null);
  const [category, setCategory] = useState<string | null>(null);
  const send = async () => {
    let made: { number: string; brand: string } | undefined;
    const went = await change.run([player, category], async (headers) => {
      made = await data(
        api.POST("/api/v1/brands/{brand}/complaint-reports/{report}/identify", {
          headers,
          ...path(report),
          body: { player: player ?? "", category: category as Category },
        }),
      );
    });
    if (!went || !made) return false;
    notifications.show({ color: "green", message: t("registeredAs", { number: made.number }) });
    void navigate({
      to: "/complaints/$complaint",
      params: { complaint: made.number },
      search: { brand: made.brand },
    });
    return true;
  };
  return (
    <FormDialog
      title={t("identifyTitle")}
      onClose={onClose}
      action={t("doIdentify")}
      ready={player !== null && category !== null}
      change={change}
      onSend={send}
    >
      <Text size="sm" c="dimmed">
        {t("identifyWhy")}
      </Text>
      <PickPlayer brand={report.brand} value={player} onChange={setPlayer} />
      <Select
        label={t("category")}
        required
        allowDeselect={false}
        searchable
        value={category}
        onChange={setCategory}
        data={categories.all}
      />
    </FormDialog>
  );
}

function Settle({ report, onClose }: { report: Report; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [reason, setReason] = useState("");
  return (
    <FormDialog
      title={t("settleTitle")}
      onClose={onClose}
      action={t("doSettle")}
      ready={reason.trim() !== ""}
      change={change}
      onSend={() =>
        change.run(reason, (headers) =>
          api.POST("/api/v1/brands/{brand}/complaint-reports/{report}/settle", {
            headers,
            ...path(report),
            body: { reason: reason.trim() },
          }),
        )
      }
    >
      <Words label={t("reason")} value={reason} onChange={setReason} />
    </FormDialog>
  );
}

function RecordDialog({ brand, onClose }: { brand: string; onClose: () => void }) {
  const t = useWords();
  const { locale } = useLocale();
  const change = useChange();
  const [draft, setDraft] = useState({ said: "", contact: "", language: locale as string, safety: false });
  const send = () =>
    change.run(draft, async (headers) => {
      const made = await data(api.POST("/api/v1/complaint-reports", { headers, body: { brand, ...draft } }));
      notifications.show({ color: "green", message: t("recorded", { number: made.number }) });
    });
  return (
    <FormDialog
      title={t("record")}
      onClose={onClose}
      action={t("doRecord")}
      ready={draft.said.trim() !== ""}
      change={change}
      onSend={send}
    >
      <Text size="sm" c="dimmed">
        {t("recordWhy")}
      </Text>
      <Words
        label={t("said")}
        minRows={4}
        maxLength={20_000}
        value={draft.said}
        onChange={(said) => setDraft({ ...draft, said })}
      />
      <TextInput
        label={t("contact")}
        description={t("contactWhy")}
        maxLength={500}
        value={draft.contact}
        onChange={(event) => setDraft({ ...draft, contact: event.currentTarget.value })}
      />
      <Select
        label={t("language")}
        allowDeselect={false}
        value={draft.language}
        onChange={(language) => setDraft({ ...draft, language: language ?? "en" })}
        data={[
          { value: "en", label: "English" },
          { value: "ru", label: "Русский" },
        ]}
      />
      <Checkbox
        label={t("safety")}
        checked={draft.safety}
        onChange={(event) => setDraft({ ...draft, safety: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
