import {
  Anchor,
  Badge,
  Button,
  Checkbox,
  Group,
  Modal,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
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
import { Loading, Nothing, Refused, ShowMore } from "../settings/parts";
import classes from "./complaints.module.css";
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
    if (!went || !made) return;
    notifications.show({ color: "green", message: t("registeredAs", { number: made.number }) });
    void navigate({
      to: "/complaints/$complaint",
      params: { complaint: made.number },
      search: { brand: made.brand },
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("identifyTitle")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
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
        <Refused problem={change.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            disabled={player === null || category === null}
            loading={change.busy}
            onClick={() => void send()}
          >
            {t("doIdentify")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Settle({ report, onClose }: { report: Report; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [reason, setReason] = useState("");
  return (
    <Modal opened onClose={onClose} title={t("settleTitle")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <Textarea
          label={t("reason")}
          required
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Refused problem={change.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            disabled={reason.trim() === ""}
            loading={change.busy}
            onClick={async () => {
              const went = await change.run(reason, (headers) =>
                api.POST("/api/v1/brands/{brand}/complaint-reports/{report}/settle", {
                  headers,
                  ...path(report),
                  body: { reason: reason.trim() },
                }),
              );
              if (went) onClose();
            }}
          >
            {t("doSettle")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function RecordDialog({ brand, onClose }: { brand: string; onClose: () => void }) {
  const t = useWords();
  const { locale } = useLocale();
  const change = useChange();
  const [draft, setDraft] = useState({ said: "", contact: "", language: locale as string, safety: false });
  return (
    <Modal opened onClose={onClose} title={t("record")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t("recordWhy")}
        </Text>
        <Textarea
          label={t("said")}
          required
          autosize
          minRows={4}
          maxRows={12}
          maxLength={20_000}
          value={draft.said}
          onChange={(event) => setDraft({ ...draft, said: event.currentTarget.value })}
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
        <Refused problem={change.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            disabled={draft.said.trim() === ""}
            loading={change.busy}
            onClick={async () => {
              const went = await change.run(draft, async (headers) => {
                const made = await data(
                  api.POST("/api/v1/complaint-reports", { headers, body: { brand, ...draft } }),
                );
                notifications.show({ color: "green", message: t("recorded", { number: made.number }) });
              });
              if (went) onClose();
            }}
          >
            {t("doRecord")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
