import {
  Anchor,
  Badge,
  Button,
  Group,
  Menu,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { IconAlertTriangle, IconClock, IconClockExclamation, IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { Loading, ShowMore } from "../settings/parts";
import { BehindNumbers, Count, Opening, useOpening } from "./Behind";
import classes from "./complaints.module.css";
import { useCategories, useOutcomes } from "./data";
import { sumOf } from "./facts";
import { ForceMark, StageMark, UnverifiedMark } from "./marks";
import { useNameOf } from "./names.words";
import { Page } from "./Page";
import { useLooked } from "./People";
import { useWords } from "./reports.words";
import { Block } from "./Story";

interface Asked {
  brand: string;
  weeks: number;
  category?: string;
}
type Cause = Schemas["Cause"];

export function Reports() {
  return (
    <Page place="reports" permission="complaints.reports">
      {(brand) => <OfBrand key={brand} brand={brand} />}
    </Page>
  );
}

const MINUTE_MS = 60_000;

function OfBrand({ brand }: { brand: string }) {
  const t = useWords();
  const categories = useCategories();
  const [weeks, setWeeks] = useState(12);
  const [category, setCategory] = useState("");
  const asked: Asked = { brand, weeks, ...(category ? { category } : {}) };
  return (
    <Stack gap="xl">
      <Group gap="sm">
        <Select
          label={t("weeks")}
          w={150}
          allowDeselect={false}
          value={String(weeks)}
          onChange={(value) => setWeeks(Number(value ?? weeks))}
          data={[4, 12, 26, 52, 104].map((count) => ({
            value: String(count),
            label: t("weeksOf", { count }),
          }))}
        />
        <Select
          label={t("category")}
          w={240}
          searchable
          allowDeselect={false}
          value={category}
          onChange={(value) => setCategory(value ?? "")}
          data={[{ value: "", label: t("any") }, ...categories.all]}
        />
      </Group>
      <BehindNumbers>
        <Clocks asked={asked} />
        <Workload asked={asked} />
        <Causes asked={asked} />
        <Outcomes asked={asked} />
        <Overturns asked={asked} />
        <Stages asked={asked} />
      </BehindNumbers>
      <Return brand={brand} />
      <Seen brand={brand} weeks={weeks} />
    </Stack>
  );
}

const kept = <T,>(name: string, asked: unknown, queryFn: () => Promise<T>) => ({
  queryKey: ["complaints", "reports", name, asked] as const,
  staleTime: MINUTE_MS,
  placeholderData: keepPreviousData,
  queryFn,
});

function Rows({
  label,
  heads,
  children,
  width = 520,
}: {
  label: string;
  heads: readonly string[];
  children: ReactNode;
  width?: number;
}) {
  return (
    <Table.ScrollContainer minWidth={width}>
      <Table fz="sm" verticalSpacing={5} aria-label={label} className="numbers">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Nothing() {
  const t = useWords();
  return (
    <Text size="sm" c="dimmed">
      {t("nothing")}
    </Text>
  );
}

function CaseLink({ brand, number }: { brand: string; number: string }) {
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => (
        <Link to="/complaints/$complaint" params={{ complaint: number }} search={{ brand }} {...props} />
      )}
    >
      {number}
    </Anchor>
  );
}

const RISKS = {
  broken: { color: "red", icon: IconAlertTriangle },
  warned: { color: "yellow", icon: IconClockExclamation },
  near: { color: "gray", icon: IconClock },
} as const;

function Clocks({ asked }: { asked: Asked }) {
  const t = useWords();
  const nameOf = useNameOf();
  const { moment } = useTimes();
  const found = useQuery(
    kept("clocks", asked, () =>
      data(api.GET("/api/v1/complaints/reports/clocks", { params: { query: asked } })),
    ),
  );
  if (!found.data) return <Loading error={found.error} />;
  const { at_risk: risks, kinds } = found.data;
  return (
    <Block title={t("clocks")} hint={t("clocksWhy")}>
      {risks.length === 0 ? (
        <Text size="sm">{t("noRisk")}</Text>
      ) : (
        <Rows
          label={t("clocks")}
          width={720}
          heads={[t("case"), t("deadline"), t("due"), t("state"), t("stage"), t("owner")]}
        >
          {risks.map((risk) => {
            const look = RISKS[risk.state];
            return (
              <Table.Tr key={`${risk.complaint_id} ${risk.kind}`}>
                <Table.Th scope="row">
                  <CaseLink brand={asked.brand} number={risk.reference} />
                </Table.Th>
                <Table.Td>
                  <Group gap={6}>
                    {nameOf(risk.kind)} <ForceMark force={risk.force} />
                  </Group>
                </Table.Td>
                <Table.Td>{risk.due_at === null ? t("none") : moment(risk.due_at)}</Table.Td>
                <Table.Td>
                  <Badge
                    variant="light"
                    color={look.color}
                    className={classes.plain}
                    leftSection={<look.icon size={13} aria-hidden />}
                  >
                    {t(`state_${risk.state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td>
                  <StageMark stage={risk.stage} />
                </Table.Td>
                <Table.Td>{risk.owner_name ?? t("nobody")}</Table.Td>
              </Table.Tr>
            );
          })}
        </Rows>
      )}
      {kinds.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="sm">
            {t("kept")}
          </Text>
          <Rows label={t("kept")} heads={[t("deadline"), t("met"), t("metLate"), t("notMet")]}>
            {kinds.map((kind) => (
              <Table.Tr key={`${kind.kind} ${kind.force}`}>
                <Table.Th scope="row" fw={500}>
                  <Group gap={6}>
                    {nameOf(kind.kind)} <ForceMark force={kind.force} />
                  </Group>
                </Table.Th>
                <Table.Td>
                  <Count
                    asked={asked}
                    of={{ figure: "met", kind: kind.kind, force: kind.force }}
                    what={`${nameOf(kind.kind)}: ${t("met")}`}
                  >
                    {kind.met}
                  </Count>
                </Table.Td>
                <Table.Td>
                  <Count
                    asked={asked}
                    of={{ figure: "met_late", kind: kind.kind, force: kind.force }}
                    what={`${nameOf(kind.kind)}: ${t("metLate")}`}
                  >
                    {kind.late}
                  </Count>
                </Table.Td>
                <Table.Td>
                  <Count
                    asked={asked}
                    of={{ figure: "broken_clock", kind: kind.kind, force: kind.force }}
                    what={`${nameOf(kind.kind)}: ${t("notMet")}`}
                  >
                    {kind.broken}
                  </Count>
                </Table.Td>
              </Table.Tr>
            ))}
          </Rows>
        </>
      )}
    </Block>
  );
}

const BY_WEEK = [
  ["received", "received"],
  ["decided", "decided"],
  ["carried_out", "carriedOut"],
  ["ended", "ended"],
  ["appealed", "appealed"],
  ["referred", "referred"],
  ["broken", "broken"],
] as const;

function Workload({ asked }: { asked: Asked }) {
  const t = useWords();
  const { moment, shortDay } = useTimes();
  const found = useQuery(
    kept("workload", asked, () =>
      data(api.GET("/api/v1/complaints/reports/workload", { params: { query: asked } })),
    ),
  );
  if (!found.data) return <Loading error={found.error} />;
  const { open, owners, weeks } = found.data;
  return (
    <Block title={t("workload")} hint={t("workloadWhy")}>
      <Group align="flex-start" gap="xl">
        <div className={classes.box}>
          <Text size="sm">{t("open")}</Text>
          <span className={classes.number}>
            <Count asked={asked} of={{ figure: "open" }} what={t("open")}>
              {open}
            </Count>
          </span>
        </div>
        <div style={{ flex: "1 1 24rem" }}>
          {owners.length === 0 ? (
            <Nothing />
          ) : (
            <Rows
              label={t("workload")}
              heads={[t("who"), t("openShort"), t("waiting"), t("broken"), t("oldest")]}
            >
              {owners.map((owner) => (
                <Table.Tr key={owner.staff ?? ""}>
                  <Table.Th scope="row" fw={500}>
                    {owner.name ?? t("nobody")}
                  </Table.Th>
                  <Table.Td>
                    <Count
                      asked={asked}
                      of={{ figure: "open", owner: owner.staff ?? "nobody" }}
                      what={`${owner.name ?? t("nobody")}: ${t("openShort")}`}
                    >
                      {owner.open}
                    </Count>
                  </Table.Td>
                  <Table.Td>
                    <Count
                      asked={asked}
                      of={{ figure: "waiting", owner: owner.staff ?? "nobody" }}
                      what={`${owner.name ?? t("nobody")}: ${t("waiting")}`}
                    >
                      {owner.waiting}
                    </Count>
                  </Table.Td>
                  <Table.Td>
                    <Count
                      asked={asked}
                      of={{ figure: "late", owner: owner.staff ?? "nobody" }}
                      what={`${owner.name ?? t("nobody")}: ${t("broken")}`}
                    >
                      {owner.broken}
                    </Count>
                  </Table.Td>
                  <Table.Td>{moment(owner.oldest)}</Table.Td>
                </Table.Tr>
              ))}
            </Rows>
          )}
        </div>
      </Group>
      <Text size="sm" fw={600} mt="sm">
        {t("byWeek")}
      </Text>
      <Rows label={t("byWeek")} width={680} heads={[t("week"), ...BY_WEEK.map(([, word]) => t(word))]}>
        {[...weeks].reverse().map((week) => (
          <Table.Tr key={week.week}>
            <Table.Th scope="row" fw={500}>
              {shortDay(week.week)}
            </Table.Th>
            {BY_WEEK.map(([figure, word]) => (
              <Table.Td key={figure}>
                <Count
                  asked={asked}
                  of={{ figure, week: week.week }}
                  what={`${t(word)}: ${t("week").toLowerCase()} ${shortDay(week.week)}`}
                >
                  {week[figure]}
                </Count>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Rows>
    </Block>
  );
}

function Causes({ asked }: { asked: Asked }) {
  const t = useWords();
  const categories = useCategories();
  const found = useQuery(
    kept("causes", asked, () =>
      data(api.GET("/api/v1/complaints/reports/causes", { params: { query: asked } })),
    ),
  );
  if (!found.data) return <Loading error={found.error} />;
  const { causes, weeks } = found.data;
  const most = Math.max(1, ...causes.flatMap((cause) => cause.weeks));
  const rowOf = (cause: Cause, figure: "received" | "before" | "judged") => ({
    figure,
    category: cause.category,
    subcategory: cause.subcategory,
  });
  const whatOf = (cause: Cause, word: "received" | "before" | "right" | "decided") =>
    `${categories.both(cause.category, cause.subcategory)}: ${t(word).toLowerCase()}`;
  return (
    <Block title={t("causes")} hint={t("causesWhy")}>
      {causes.length === 0 ? (
        <Nothing />
      ) : (
        <Rows
          label={t("causes")}
          width={720}
          heads={[t("category"), t("received"), t("before"), t("right"), t("trend"), t("clausesOf")]}
        >
          {causes.map((cause) => (
            <Table.Tr key={`${cause.category} ${cause.subcategory}`}>
              <Table.Th scope="row" fw={500}>
                {categories.both(cause.category, cause.subcategory)}
              </Table.Th>
              <Table.Td>
                <Count asked={asked} of={rowOf(cause, "received")} what={whatOf(cause, "received")}>
                  {cause.received}
                </Count>
              </Table.Td>
              <Table.Td>
                <Count asked={asked} of={rowOf(cause, "before")} what={whatOf(cause, "before")}>
                  {cause.before}
                </Count>
              </Table.Td>
              <Table.Td>
                <Count
                  asked={asked}
                  of={{ ...rowOf(cause, "judged"), outcome: "right" }}
                  what={whatOf(cause, "right")}
                >
                  {cause.right}
                </Count>{" "}
                {t("ofAll")}{" "}
                <Count asked={asked} of={rowOf(cause, "judged")} what={whatOf(cause, "decided")}>
                  {cause.decided}
                </Count>
              </Table.Td>
              <Table.Td>
                <Spark cause={cause} weeks={weeks} most={most} asked={asked} />
              </Table.Td>
              <Table.Td>{cause.clauses.join(", ") || t("none")}</Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
    </Block>
  );
}

/** How many were received in each week: a picture, and in its menu each week that has any. */
function Spark({
  cause,
  weeks,
  most,
  asked,
}: {
  cause: Cause;
  weeks: readonly string[];
  most: number;
  asked: Asked;
}) {
  const t = useWords();
  const categories = useCategories();
  const { shortDay } = useTimes();
  const open = useOpening();
  const name = categories.both(cause.category, cause.subcategory);
  const picture = (
    <div className={classes.spark} role="img" aria-label={t("trendOf", { weeks: cause.weeks.join(", ") })}>
      {cause.weeks.map((count, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the weeks in their order
        <span key={n} style={{ height: `${(count / most) * 100}%` }} />
      ))}
    </div>
  );
  if (cause.received === 0) return picture;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <UnstyledButton w="100%" aria-label={`${name}. ${t("trendOf", { weeks: cause.weeks.join(", ") })}`}>
          {picture}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah="18rem" style={{ overflowY: "auto" }}>
        {weeks.map((week, n) => {
          const many = cause.weeks[n] ?? 0;
          return (
            many > 0 && (
              <Menu.Item
                key={week}
                onClick={() =>
                  open({
                    asked: {
                      ...asked,
                      figure: "received",
                      category: cause.category,
                      subcategory: cause.subcategory,
                      week,
                    },
                    title: `${name}: ${t("week").toLowerCase()} ${shortDay(week)}`,
                  })
                }
              >
                {t("weekCount", { week: shortDay(week), count: many })}
              </Menu.Item>
            )
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function Outcomes({ asked }: { asked: Asked }) {
  const t = useWords();
  const categories = useCategories();
  const outcomes = useOutcomes();
  const found = useQuery(
    kept("outcomes", asked, () =>
      data(api.GET("/api/v1/complaints/reports/outcomes", { params: { query: asked } })),
    ),
  );
  if (!found.data) return <Loading error={found.error} />;
  const { decisions, rulings, endings, money } = found.data;
  const table = (
    title: string,
    figure: "decision" | "ruling" | "ending",
    rows: readonly Schemas["OfOutcome"][],
  ) =>
    rows.length > 0 && (
      <div style={{ flex: "1 1 22rem" }}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Rows label={title} width={320} heads={[t("category"), t("outcome"), t("many")]}>
          {rows.map((row) => (
            <Table.Tr key={`${row.category} ${row.outcome}`}>
              <Table.Th scope="row" fw={500}>
                {categories.nameOf(row.category)}
              </Table.Th>
              <Table.Td>{outcomes.nameOf(row.outcome)}</Table.Td>
              <Table.Td>
                <Count
                  asked={asked}
                  of={{ figure, category: row.category, outcome: row.outcome }}
                  what={`${categories.nameOf(row.category)}: ${outcomes.nameOf(row.outcome)}`}
                >
                  {row.many}
                </Count>
              </Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      </div>
    );
  return (
    <Block title={t("outcomes")}>
      {decisions.length + rulings.length + endings.length === 0 && <Nothing />}
      <Group align="flex-start" gap="xl">
        {table(t("decisionsOf"), "decision", decisions)}
        {table(t("rulings"), "ruling", rulings)}
        {table(t("endings"), "ending", endings)}
        {money.length > 0 && (
          <div style={{ flex: "1 1 18rem" }}>
            <Text size="sm" fw={600}>
              {t("money")}
            </Text>
            <Rows label={t("money")} width={280} heads={[t("currency"), t("given"), t("paid")]}>
              {money.map((row) => (
                <Table.Tr key={row.currency}>
                  <Table.Th scope="row" fw={500}>
                    {row.currency}
                  </Table.Th>
                  <Table.Td>
                    {Number(row.given) === 0 ? (
                      "0"
                    ) : (
                      <Opening
                        asked={asked}
                        of={{ figure: "given", currency: row.currency }}
                        what={`${t("given")}: ${sumOf(row.given)} ${row.currency}`}
                      >
                        {sumOf(row.given)}
                      </Opening>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {Number(row.paid) === 0 ? (
                      "0"
                    ) : (
                      <Opening
                        asked={asked}
                        of={{ figure: "paid", currency: row.currency }}
                        what={`${t("paid")}: ${sumOf(row.paid)} ${row.currency}`}
                      >
                        {sumOf(row.paid)}
                      </Opening>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Rows>
          </div>
        )}
      </Group>
    </Block>
  );
}

const HEARD = [
  ["heard", "heard"],
  ["upheld", "upheld"],
  ["changed", "changed"],
  ["sent_back", "sentBack"],
] as const;

function Overturns({ asked }: { asked: Asked }) {
  const t = useWords();
  const { locale } = useLocale();
  const categories = useCategories();
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const found = useQuery(
    kept("overturns", asked, () =>
      data(api.GET("/api/v1/complaints/reports/overturns", { params: { query: asked } })),
    ),
  );
  if (!found.data) return <Loading error={found.error} />;
  const { total, categories: byCategory, clauses, teams, bodies, body_rulings: count } = found.data;
  const said = (one: Schemas["Share"]) =>
    one.share === null
      ? t("none")
      : [
          share.format(one.share),
          one.low !== null &&
            one.high !== null &&
            `(${t("between", { low: share.format(one.low), high: share.format(one.high) })})`,
          one.few && t("few"),
        ]
          .filter(Boolean)
          .join(" ");
  const parts = [
    [t("total"), [total], () => t("total"), () => ({})],
    [t("byCategory"), byCategory, (of: string) => categories.nameOf(of), (of: string) => ({ category: of })],
    [t("byClause"), clauses, (of: string) => of, (of: string) => ({ clause: of })],
    [
      t("byTeam"),
      teams,
      (of: string) => of || t("noTeam"),
      (of: string) => ({ of_team: of === "" ? "nobody" : of }),
    ],
  ] as const;
  return (
    <Block title={t("overturns")} hint={t("overturnsWhy")}>
      {total.heard === 0 ? (
        <Nothing />
      ) : (
        parts
          .filter(([, rows]) => rows.length > 0)
          .map(([title, rows, name, rowOf]) => (
            <Rows key={title} label={title} heads={[title, ...HEARD.map(([, word]) => t(word)), t("share")]}>
              {rows.map((row) => (
                <Table.Tr key={row.of ?? ""}>
                  <Table.Th scope="row" fw={500}>
                    {row.name ?? name(row.of ?? "")}
                  </Table.Th>
                  {HEARD.map(([field, word]) => (
                    <Table.Td key={field}>
                      <Count
                        asked={asked}
                        of={{
                          figure: "appeal",
                          ...rowOf(row.of ?? ""),
                          ...(field === "heard" ? {} : { outcome: field }),
                        }}
                        what={`${row.name ?? name(row.of ?? "")}: ${t(word).toLowerCase()}`}
                      >
                        {row[field]}
                      </Count>
                    </Table.Td>
                  ))}
                  <Table.Td>
                    {row.changed + row.sent_back === 0 ? (
                      said(row.overturned)
                    ) : (
                      <Opening
                        asked={asked}
                        of={{ figure: "appeal", ...rowOf(row.of ?? ""), outcome: "overturned" }}
                        what={`${row.name ?? name(row.of ?? "")}: ${t("share").toLowerCase()} ${said(row.overturned)}`}
                      >
                        {said(row.overturned)}
                      </Opening>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Rows>
          ))
      )}
      {count > 0 && (
        <Text size="sm" mt="xs">
          <Opening
            asked={asked}
            of={{ figure: "sided" }}
            what={t("bodiesShare", { share: said(bodies), count })}
          >
            {t("bodiesShare", { share: said(bodies), count })}
          </Opening>
        </Text>
      )}
    </Block>
  );
}

function Stages({ asked }: { asked: Asked }) {
  const t = useWords();
  const nameOf = useNameOf();
  const { length } = useTimes();
  const found = useQuery(
    kept("stages", asked, () =>
      data(api.GET("/api/v1/complaints/reports/stages", { params: { query: asked } })),
    ),
  );
  if (!found.data) return <Loading error={found.error} />;
  const said = (seconds: number | null) => (seconds === null ? t("none") : length(seconds));
  return (
    <Block title={t("stages")}>
      <Rows label={t("stages")} heads={[t("stage"), t("now"), t("stays"), t("median"), t("p90")]}>
        {found.data.map((row) => (
          <Table.Tr key={row.stage}>
            <Table.Th scope="row" fw={500}>
              {nameOf(row.stage)}
            </Table.Th>
            <Table.Td>
              <Count
                asked={asked}
                of={{ figure: "standing", stage: row.stage }}
                what={`${nameOf(row.stage)}: ${t("now").toLowerCase()}`}
              >
                {row.now}
              </Count>
            </Table.Td>
            <Table.Td>
              <Count
                asked={asked}
                of={{ figure: "stayed", stage: row.stage }}
                what={`${nameOf(row.stage)}: ${t("stays").toLowerCase()}`}
              >
                {row.stays}
              </Count>
            </Table.Td>
            <Table.Td>{said(row.median)}</Table.Td>
            <Table.Td>{said(row.p90)}</Table.Td>
          </Table.Tr>
        ))}
      </Rows>
    </Block>
  );
}

const EDITIONS = ["return", "records"] as const;
const day = (at: Date) =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;

function Return({ brand }: { brand: string }) {
  const t = useWords();
  const { locale } = useLocale();
  const rules = useQuery({
    queryKey: ["complaints", "rules", brand],
    queryFn: () => data(api.GET("/api/v1/complaints/rules", { params: { query: { brand } } })),
  });
  const now = new Date();
  const [chosen, choose] = useState<string | null>(null);
  const [since, setSince] = useState(() => day(new Date(now.getFullYear(), now.getMonth() - 1, 1)));
  const [until, setUntil] = useState(() => day(new Date(now.getFullYear(), now.getMonth(), 1)));
  const [edition, setEdition] = useState<(typeof EDITIONS)[number]>("records");
  const pack = chosen ?? rules.data?.find(({ in_use }) => in_use)?.pack ?? rules.data?.[0]?.pack ?? null;
  const asked = { brand, pack: pack ?? "", since, until, edition };
  const ready = pack !== null && since !== "" && until !== "";
  const found = useQuery({
    queryKey: ["complaints", "reports", "return", asked, locale],
    enabled: ready,
    retry: false,
    queryFn: () => data(api.GET("/api/v1/complaints/reports/return", { params: { query: asked } })),
  });
  const csv = (name: string) =>
    `/api/v1/complaints/reports/${name}?${new URLSearchParams(name === "return.csv" ? asked : { brand, pack: pack ?? "", edition })}`;
  return (
    <Block title={t("return")} hint={t("returnWhy")}>
      <Group gap="sm" align="flex-end">
        <Select
          label={t("pack")}
          w={240}
          allowDeselect={false}
          value={pack}
          onChange={choose}
          data={(rules.data ?? []).map((one) => ({ value: one.pack, label: one.name[locale] }))}
        />
        <Select
          label={t("edition")}
          w={240}
          allowDeselect={false}
          value={edition}
          onChange={(value) => setEdition(value === "return" ? "return" : "records")}
          data={EDITIONS.map((value) => ({ value, label: t(`edition_${value}`) }))}
        />
        <TextInput
          type="date"
          label={t("since")}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t("until")}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <div style={{ marginBlockStart: "0.75rem" }}>
        {found.error && <Loading error={found.error} />}
        {found.data && (
          <Stack gap="xs">
            <Group gap="xs">
              <Text size="sm" className="numbers">
                {t("rowCount", { count: found.data.rows.length })}
              </Text>
              <Button
                size="compact-sm"
                variant="default"
                component="a"
                href={csv("return.csv")}
                download
                leftSection={<IconDownload size={15} />}
              >
                {t("csv")}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                component="a"
                href={csv("definitions.csv")}
                download
                leftSection={<IconDownload size={15} />}
              >
                {t("definitionsCsv")}
              </Button>
            </Group>
            {!found.data.complete && (
              <Text size="sm" c="orange.8">
                {t("incomplete")}
              </Text>
            )}
            {found.data.period !== null && (
              <Text size="sm" c="dimmed">
                {t("period", { period: found.data.period })}
              </Text>
            )}
            <details>
              <summary>
                <Text span size="sm">
                  {t("definitions")}
                </Text>
              </summary>
              <Rows
                label={t("definitions")}
                width={680}
                heads={[t("column"), t("asked"), t("counted"), t("rule")]}
              >
                {found.data.definitions.map((one) => (
                  <Table.Tr key={one.column}>
                    <Table.Th scope="row" fw={500}>
                      {one.column}
                    </Table.Th>
                    <Table.Td>{one.asked}</Table.Td>
                    <Table.Td>{one.counted}</Table.Td>
                    <Table.Td>
                      {one.rule && (
                        <Group gap={6}>
                          {one.rule} <ForceMark force={one.force} />
                          {!one.verified && <UnverifiedMark grade={one.grade} />}
                        </Group>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Rows>
            </details>
          </Stack>
        )}
      </div>
    </Block>
  );
}

function Seen({ brand, weeks }: { brand: string; weeks: number }) {
  const t = useWords();
  const looked = useLooked();
  const { moment } = useTimes();
  const found = useInfiniteQuery({
    queryKey: ["complaints", "reports", "seen", brand, weeks],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints/reports/seen", {
          params: { query: { brand, weeks, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const seen = found.data?.pages.flatMap(({ items }) => items);
  return (
    <Block title={t("seen")} hint={t("seenWhy")}>
      {!seen && <Loading error={found.error} />}
      {seen?.length === 0 && <Nothing />}
      {seen && seen.length > 0 && (
        <Rows label={t("seen")} heads={[t("when"), t("who"), t("case"), t("what")]}>
          {seen.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>{moment(one.at)}</Table.Td>
              <Table.Td>{one.name}</Table.Td>
              <Table.Td>
                <CaseLink brand={brand} number={one.reference} />
              </Table.Td>
              <Table.Td>{looked(one.what)}</Table.Td>
            </Table.Tr>
          ))}
        </Rows>
      )}
      <ShowMore of={found}>{t("more")}</ShowMore>
    </Block>
  );
}
