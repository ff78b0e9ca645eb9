import { Alert, Anchor, Box, Button, Group, Select, Stack, Tabs, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconHandGrab } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { api, Refusal } from "../app/api";
import { useMay, useMe } from "../app/session";
import { useTimes } from "../app/times";
import { usePageTitle } from "../app/title";
import { usePeople } from "../lists/useList";
import { ChangeButton, Loading, Refused, usePhone } from "../settings/parts";
import { OVER, STAGES, TABS, type Tab } from "./asked";
import { ChangeDialog } from "./ChangeDialog";
import { useWords } from "./case.words";
import classes from "./complaints.module.css";
import { Deadlines } from "./Deadlines";
import { type Case, of, useCase, useCategories, useChange, useOutcomes } from "./data";
import { Rounds, StageMark } from "./marks";
import { Next } from "./Next";
import { useNameOf } from "./names.words";
import { usePlayerName } from "./players";
import { Story } from "./Story";

export type Shown = ComponentType<{ one: Case }>;

const PARTS: Readonly<Record<Exclude<Tab, "case">, Shown>> = {
  timeline: lazy(async () => ({ default: (await import("./TimeLine")).TimeLine })),
  evidence: lazy(async () => ({ default: (await import("./EvidenceTab")).EvidenceTab })),
  letters: lazy(async () => ({ default: (await import("./Letters")).Letters })),
  decision: lazy(async () => ({ default: (await import("./DecisionTab")).DecisionTab })),
  appeal: lazy(async () => ({ default: (await import("./AppealTab")).AppealTab })),
  people: lazy(async () => ({ default: (await import("./People")).People })),
  compliance: lazy(async () => ({ default: (await import("./Compliance")).Compliance })),
};

export function CasePage() {
  const t = useWords();
  const { complaint } = useParams({ from: "/shell/complaints/$complaint" });
  const { brand } = useSearch({ from: "/shell/complaints/$complaint" });
  const shown = useCase(complaint, brand);
  usePageTitle(shown.data?.number ?? complaint);
  if (shown.error && !shown.data)
    return (
      <Stack className={classes.page}>
        <Back />
        <Alert color="red" role="alert">
          {shown.error instanceof Refusal && shown.error.status === 404 ? t("missing") : shown.error.message}
        </Alert>
      </Stack>
    );
  if (!shown.data) return <Loading error={undefined} />;
  return <One key={shown.data.id} one={shown.data} />;
}

function Back() {
  const t = useWords();
  return (
    <Anchor
      size="sm"
      w="fit-content"
      renderRoot={(props) => <Link to="/complaints" search={{}} {...props} />}
    >
      <Group gap={4}>
        <IconArrowLeft size={15} aria-hidden />
        {t("back")}
      </Group>
    </Anchor>
  );
}

function One({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  const phone = usePhone();
  const navigate = useNavigate();
  const { tab = "case" } = useSearch({ from: "/shell/complaints/$complaint" });
  const tabs = TABS.filter((name) => name !== "compliance" || may("compliance.read", one.brand));
  const go = (wanted: Tab) =>
    void navigate({
      to: "/complaints/$complaint",
      params: { complaint: one.number },
      search: { brand: one.brand, ...(wanted === "case" ? {} : { tab: wanted }) },
    });
  const Part = tab === "case" || !tabs.includes(tab) ? undefined : PARTS[tab];
  return (
    <Stack className={classes.page} gap="md">
      <Back />
      <Head one={one} />
      <StageLine one={one} />
      {phone ? (
        <Select
          aria-label={t("tabs")}
          allowDeselect={false}
          value={tab}
          onChange={(wanted) => go((wanted ?? "case") as Tab)}
          data={tabs.map((name) => ({ value: name, label: t(`tab_${name}`) }))}
        />
      ) : (
        <Tabs
          value={tab}
          onChange={(wanted) => go((wanted ?? "case") as Tab)}
          activateTabWithKeyboard={false}
        >
          <Tabs.List aria-label={t("tabs")}>
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name} id={`tab-${name}`} aria-controls="case-part">
                {t(`tab_${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      )}
      <div
        id="case-part"
        {...(phone ? {} : { role: "tabpanel", "aria-labelledby": `tab-${tab}` })}
        className={tab === "case" ? classes.case : undefined}
      >
        {Part ? (
          <Suspense fallback={<Loading error={undefined} />}>
            <Part one={one} />
          </Suspense>
        ) : (
          <>
            {!phone && <Story one={one} />}
            <Box className={classes.beside}>
              <Next one={one} onGo={go} />
              <Deadlines one={one} />
            </Box>
            {phone && <Story one={one} />}
          </>
        )}
      </div>
    </Stack>
  );
}

function Head({ one }: { one: Case }) {
  const t = useWords();
  const may = useMay();
  const me = useMe();
  const { moment } = useTimes();
  const people = usePeople();
  const categories = useCategories();
  const outcomes = useOutcomes();
  const nameOf = useNameOf();
  const player = usePlayerName(one.player_id);
  const change = useChange();
  const [changing, setChanging] = useState(false);
  const mayHandle = may("complaints.handle", one.brand) && one.closed_at === null;
  const owner = one.owner_staff_id === null ? t("nobody") : (people.get(one.owner_staff_id)?.name ?? me.name);
  const facts = [
    [t("player"), player],
    [t("category"), categories.both(one.category, one.subcategory)],
    [t("owner"), owner],
    [t("received"), moment(one.first_received_at)],
    [t("rules"), nameOf(one.pack)],
    // Of a proposal the decision tab tells: it is no outcome yet.
    ...(one.outcome === null || one.stage === "proposed"
      ? []
      : [[t("outcome"), outcomes.nameOf(one.outcome)] as const]),
  ] as const;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm" align="flex-start">
        <Group gap="sm">
          <Title order={1} size="h2" tabIndex={-1} className="numbers">
            {one.number}
          </Title>
          <StageMark stage={one.stage} />
          <Rounds of={one} />
        </Group>
        {mayHandle && (
          <Group gap={6}>
            {one.owner_staff_id !== me.id && (
              <Button
                size="compact-sm"
                leftSection={<IconHandGrab size={15} />}
                loading={change.busy}
                onClick={() =>
                  void change.run(
                    "take",
                    (headers) =>
                      api.PATCH("/api/v1/complaints/{complaint}", {
                        headers,
                        ...of(one),
                        body: { owner: me.id, version: one.version },
                      }),
                    t("saved"),
                  )
                }
              >
                {t("takeIt")}
              </Button>
            )}
            <ChangeButton onClick={() => setChanging(true)}>{t("change")}</ChangeButton>
          </Group>
        )}
      </Group>
      <Refused problem={change.problem} />
      <Group component="dl" m={0} style={{ gap: "0.4rem 1.25rem" }}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <Text component="dt" size="xs" c="dimmed">
              {label}
            </Text>
            <Text component="dd" size="sm" m={0} className="numbers">
              {value}
            </Text>
          </div>
        ))}
      </Group>
      {one.merged_into !== null && (
        <Text size="sm">
          {t("mergedInto")}:{" "}
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/complaints/$complaint" params={{ complaint: one.merged_into ?? "" }} {...props} />
            )}
          >
            {t("openIt")}
          </Anchor>
        </Text>
      )}
      {changing && <ChangeDialog one={one} onClose={() => setChanging(false)} />}
    </Stack>
  );
}

const LINE = [...STAGES, "closed"] as const;

function StageLine({ one }: { one: Case }) {
  const t = useWords();
  const nameOf = useNameOf();
  if (one.stage !== "closed" && (OVER as readonly string[]).includes(one.stage)) return null;
  const at = LINE.indexOf(one.stage as (typeof LINE)[number]);
  return (
    <ol className={classes.stages} aria-label={t("stages")}>
      {LINE.map((stage, n) => (
        <li
          key={stage}
          className={classes.stage}
          data-done={n < at || undefined}
          aria-current={n === at ? "step" : undefined}
        >
          {nameOf(stage)}
        </li>
      ))}
    </ol>
  );
}
