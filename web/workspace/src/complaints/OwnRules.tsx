/** What a brand sets itself in a pack: its own terms, the dispute body that letters name, and who changed what. */
import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconAlertTriangle, IconHistory, IconPencil, IconPlus, IconUserCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { Loading, Nothing, type Problem, Refused, ShowMore } from "../settings/parts";
import classes from "./complaints.module.css";
import { Dialog, Words } from "./Dialog";
import { useChange } from "./data";
import { UnverifiedMark } from "./marks";
import {
  type Body,
  type Changed,
  changesOf,
  idOf,
  type Own,
  type Within,
  withBody,
  withoutBody,
  withTerm,
} from "./own";
import { useOwnWords } from "./own.words";
import { Block } from "./Story";

type Pack = Schemas["RulesView"];
type Rule = Schemas["RuleView"];

const UNITS = ["hours", "days", "working_days", "weeks", "months"] as const;

function useSaid(): (within: Within) => string {
  const t = useOwnWords();
  return ({ count, unit }) => t(`of_${unit}`, { count });
}

export function OwnRules({ brand, pack }: { brand: string; pack: Pack }) {
  const t = useOwnWords();
  const may = useMay();
  const { locale } = useLocale();
  const said = useSaid();
  const manages = may("complaints.packs", brand);
  const [open, setOpen] = useState<Rule | "choose" | "add" | "history" | { body: Body }>();
  const close = () => setOpen(undefined);
  const terms = pack.rules.filter((rule) => rule.operator_sets);
  const own = pack.own;
  const bodies = pack.rules.flatMap(({ body }) => body ?? []);
  const chosen = bodies.find(({ id }) => id === own.body);
  const wants = (kind: string) =>
    pack.warnings.some((warning) => warning.kind === kind && warning.rule === `${pack.pack}.bodies`);
  return (
    <Block title={t("title")} hint={t("hint")}>
      <Stack gap="md" data-own={pack.pack}>
        <div>
          <Text size="sm" fw={600} mb={6}>
            {t("terms")}
          </Text>
          <ul className={classes.rows} aria-label={t("terms")}>
            {terms.map((rule) => (
              <Term
                key={rule.id}
                rule={rule}
                isOwn={own.terms?.[rule.id] !== undefined}
                onOpen={manages ? () => setOpen(rule) : undefined}
              />
            ))}
          </ul>
        </div>
        <div>
          <Text size="sm" fw={600} mb={6}>
            {t("bodies")}
          </Text>
          {(wants("no_body") || wants("not_set")) && (
            <Alert color="orange" mb="xs" p="sm" icon={<IconAlertTriangle size={18} aria-hidden />}>
              {t(wants("no_body") ? "noBody" : "mustChoose")}
            </Alert>
          )}
          <Group gap="xs">
            <Text size="sm">{chosen ? t("chosen", { name: chosen.name[locale] }) : t("noneChosen")}</Text>
            {chosen && !chosen.verified && <UnverifiedMark grade={chosen.grade} />}
          </Group>
          {(own.bodies ?? []).length > 0 && (
            <ul className={classes.rows} style={{ marginBlockStart: "0.5rem" }} aria-label={t("ownBodies")}>
              {(own.bodies ?? []).map((body) => (
                <li key={body.id}>
                  <Group justify="space-between" gap="xs">
                    <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
                      <Text size="sm">{body.name[locale]}</Text>
                      <Text size="xs" c="dimmed">
                        {[t(`kind_${body.kind}`), body.url].filter(Boolean).join(" · ")}
                      </Text>
                    </div>
                    {manages && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t("editBody", { name: body.name[locale] })}
                        onClick={() => setOpen({ body })}
                      >
                        {t("change")}
                      </Button>
                    )}
                  </Group>
                </li>
              ))}
            </ul>
          )}
        </div>
        <Group gap="xs">
          {manages && bodies.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconUserCheck size={15} />}
              onClick={() => setOpen("choose")}
            >
              {t("choose")}
            </Button>
          )}
          {manages && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={15} />}
              onClick={() => setOpen("add")}
            >
              {t("addBody")}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconHistory size={15} />}
            onClick={() => setOpen("history")}
          >
            {t("history")}
          </Button>
        </Group>
      </Stack>
      {open === "choose" && <Choose brand={brand} pack={pack} bodies={bodies} onClose={close} />}
      {open === "add" && <BodyForm brand={brand} pack={pack} onClose={close} />}
      {open === "history" && <History brand={brand} pack={pack} onClose={close} said={said} />}
      {typeof open === "object" &&
        ("body" in open && !("section" in open) ? (
          <BodyForm brand={brand} pack={pack} body={open.body} onClose={close} />
        ) : (
          <TermForm brand={brand} pack={pack} rule={open as Rule} onClose={close} />
        ))}
    </Block>
  );
}

function Term({ rule, isOwn, onOpen }: { rule: Rule; isOwn: boolean; onOpen: (() => void) | undefined }) {
  const t = useOwnWords();
  const { locale } = useLocale();
  const said = useSaid();
  const usual = rule.usual ?? null;
  return (
    <li data-term={rule.id} data-set={isOwn || undefined}>
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Text size="sm">{rule.text[locale]}</Text>
          <Group gap={6} mt={4}>
            {isOwn && rule.within && (
              <Text size="sm" fw={600} className="numbers">
                {said(rule.within)}
              </Text>
            )}
            <Badge
              variant="light"
              color={isOwn ? "green" : "orange"}
              className={classes.plain}
              leftSection={
                isOwn ? <IconUserCheck size={13} aria-hidden /> : <IconAlertTriangle size={13} aria-hidden />
              }
            >
              {t(isOwn ? "isOwn" : "notSet")}
            </Badge>
            {usual && (
              <Text size="xs" c="dimmed" className="numbers">
                {t(isOwn ? "insteadOf" : "startsWith", { time: said(usual) })}
              </Text>
            )}
          </Group>
        </div>
        {onOpen && (
          <Button
            size="compact-sm"
            variant="default"
            style={{ flexShrink: 0 }}
            leftSection={<IconPencil size={15} />}
            aria-label={t(isOwn ? "changeOf" : "setOf", { what: rule.text[locale] })}
            onClick={onOpen}
          >
            {t(isOwn ? "change" : "set")}
          </Button>
        )}
      </Group>
    </li>
  );
}

// ── changing ────────────────────────────────────────────────────────────────────────────────────────────────

/** Writes all that the brand says of the pack, as it was read when the dialog opened. */
function useSave(brand: string, pack: Pack, onClose: () => void) {
  const t = useOwnWords();
  const change = useChange();
  const [read] = useState({ own: pack.own, version: pack.own_version });
  const save = async (rules: Own, reason: string) => {
    const went = await change.run(
      [rules, reason],
      (headers) =>
        api.PUT("/api/v1/complaints/rules/{pack}", {
          headers,
          params: { path: { pack: pack.pack } },
          body: { brand, version: read.version, rules, reason: reason.trim() },
        }),
      t("saved"),
    );
    if (went) onClose();
  };
  return { own: read.own, save, busy: change.busy, problem: change.problem };
}

function Reason({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useOwnWords();
  return <Words label={t("reason")} description={t("reasonHint")} value={value} onChange={onChange} />;
}

function Foot({
  onClose,
  busy,
  problem,
  ready,
  more,
}: {
  onClose: () => void;
  busy: boolean;
  problem: Problem | undefined;
  ready: boolean;
  more?: ReactNode;
}) {
  const t = useOwnWords();
  return (
    <Stack className={classes.foot} gap="sm">
      <Refused problem={problem} />
      <Group justify="space-between" gap="xs">
        <div>{more}</div>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={!ready} loading={busy}>
            {t("save")}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

function TermForm({
  brand,
  pack,
  rule,
  onClose,
}: {
  brand: string;
  pack: Pack;
  rule: Rule;
  onClose: () => void;
}) {
  const t = useOwnWords();
  const { locale } = useLocale();
  const said = useSaid();
  const { own, save, busy, problem } = useSave(brand, pack, onClose);
  const isOwn = own.terms?.[rule.id] !== undefined;
  const began = own.terms?.[rule.id] ?? rule.usual ?? { count: 1, unit: "days" as const };
  const [count, setCount] = useState<number | string>(began.count);
  const [unit, setUnit] = useState<Within["unit"]>(began.unit);
  const [reason, setReason] = useState("");
  const term = { count: Number(count), unit };
  const changed = !isOwn || term.count !== began.count || term.unit !== began.unit;
  return (
    <Dialog title={t("termTitle", { what: rule.text[locale] })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(withTerm(own, rule.id, term), reason);
        }}
      >
        <Stack>
          <Group grow align="flex-start">
            <NumberInput
              label={t("count")}
              required
              min={0}
              allowDecimal={false}
              allowNegative={false}
              data-autofocus
              value={count}
              onChange={setCount}
            />
            <Select
              label={t("unit")}
              allowDeselect={false}
              value={unit}
              data={UNITS.map((value) => ({ value, label: t(value) }))}
              onChange={(value) => setUnit((value ?? unit) as Within["unit"])}
            />
          </Group>
          {rule.usual && (
            <Text size="xs" c="dimmed" className="numbers">
              {t("startsWith", { time: said(rule.usual) })}
            </Text>
          )}
          <Reason value={reason} onChange={setReason} />
          <Foot
            onClose={onClose}
            busy={busy}
            problem={problem}
            ready={changed && count !== "" && reason.trim() !== ""}
            more={
              isOwn && (
                <Button
                  variant="subtle"
                  color="red"
                  disabled={reason.trim() === "" || busy}
                  onClick={() => void save(withTerm(own, rule.id, null), reason)}
                >
                  {t("takeAway")}
                </Button>
              )
            }
          />
        </Stack>
      </form>
    </Dialog>
  );
}

const NONE = "";

function Choose({
  brand,
  pack,
  bodies,
  onClose,
}: {
  brand: string;
  pack: Pack;
  bodies: readonly Body[];
  onClose: () => void;
}) {
  const t = useOwnWords();
  const { locale } = useLocale();
  const { own, save, busy, problem } = useSave(brand, pack, onClose);
  const [body, setBody] = useState<string>(own.body ?? NONE);
  const [reason, setReason] = useState("");
  const found = bodies.find(({ id }) => id === body);
  const rule = pack.rules.find(({ id }) => id === body);
  const known = rule && (locale === "ru" ? rule.known_ru : rule.known_en);
  return (
    <Dialog title={t("choose")} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save({ ...own, body: body === NONE ? null : body }, reason);
        }}
      >
        <Stack>
          <Select
            label={t("body")}
            allowDeselect={false}
            value={body}
            data={[
              { value: NONE, label: t("noneOption") },
              ...bodies
                .filter(({ kind }) => kind === "adr" || kind === "arbiter")
                .map(({ id, name, verified }) => ({
                  value: id,
                  label: verified ? name[locale] : t("unverifiedOption", { name: name[locale] }),
                })),
            ]}
            onChange={(value) => setBody(value ?? NONE)}
          />
          {found && (
            <div className={classes.box}>
              <Text size="sm">{found.scope[locale]}</Text>
              <Group gap={6} mt={4}>
                {!found.verified && <UnverifiedMark grade={found.grade} />}
                <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                  {[known, found.url].filter(Boolean).join(" · ")}
                </Text>
              </Group>
            </div>
          )}
          <Reason value={reason} onChange={setReason} />
          <Foot
            onClose={onClose}
            busy={busy}
            problem={problem}
            ready={reason.trim() !== "" && body !== (own.body ?? NONE)}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

const KINDS = ["adr", "arbiter", "regulator", "court"] as const;
const OWN_TEXT = { en: "A dispute body of the brand's own.", ru: "Свой орган бренда по спорам." };

function BodyForm({
  brand,
  pack,
  body,
  onClose,
}: {
  brand: string;
  pack: Pack;
  body?: Body;
  onClose: () => void;
}) {
  const t = useOwnWords();
  const { locale } = useLocale();
  const { own, save, busy, problem } = useSave(brand, pack, onClose);
  const [draft, setDraft] = useState({
    nameEn: body?.name.en ?? "",
    nameRu: body?.name.ru ?? "",
    kind: body?.kind ?? ("adr" as Body["kind"]),
    scopeEn: body?.scope.en ?? "",
    scopeRu: body?.scope.ru ?? "",
    url: body?.url ?? "",
    from: body?.valid_from ?? "",
    to: body?.valid_to ?? "",
    free: body?.free ?? false,
  });
  const [reason, setReason] = useState("");
  const put = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const text = (name: "nameEn" | "nameRu" | "scopeEn" | "scopeRu", most: number) => (
    <TextInput
      label={t(name)}
      required
      maxLength={most}
      value={draft[name]}
      onChange={(event) => put({ [name]: event.currentTarget.value })}
    />
  );
  const made: Body = {
    ...(body ?? { text: OWN_TEXT }),
    id:
      body?.id ??
      idOf(
        draft.nameEn,
        (own.bodies ?? []).map(({ id }) => id),
      ),
    force: "own_policy",
    grade: "own",
    verified: false,
    name: { en: draft.nameEn.trim(), ru: draft.nameRu.trim() },
    kind: draft.kind,
    scope: { en: draft.scopeEn.trim(), ru: draft.scopeRu.trim() },
    url: draft.url.trim() || null,
    valid_from: draft.from || null,
    valid_to: draft.to || null,
    free: draft.free,
  };
  const filled = [draft.nameEn, draft.nameRu, draft.scopeEn, draft.scopeRu, reason].every(
    (value) => value.trim() !== "",
  );
  return (
    <Dialog
      title={body ? t("editBody", { name: body.name[locale] }) : t("addBody")}
      onClose={onClose}
      size="lg"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(withBody(own, made), reason);
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("ownNote")}
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {text("nameEn", 200)}
            {text("nameRu", 200)}
            {text("scopeEn", 500)}
            {text("scopeRu", 500)}
            <Select
              label={t("kind")}
              allowDeselect={false}
              value={draft.kind}
              data={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
              onChange={(kind) => put({ kind: (kind ?? draft.kind) as Body["kind"] })}
            />
            <TextInput
              label={t("url")}
              placeholder="https://"
              maxLength={500}
              value={draft.url}
              onChange={(event) => put({ url: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t("from")}
              description={t("daysHint")}
              value={draft.from}
              onChange={(event) => put({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t("to")}
              description={t("daysHint")}
              value={draft.to}
              onChange={(event) => put({ to: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Checkbox
            label={t("free")}
            checked={draft.free}
            onChange={(event) => put({ free: event.currentTarget.checked })}
          />
          <Reason value={reason} onChange={setReason} />
          <Foot
            onClose={onClose}
            busy={busy}
            problem={problem}
            ready={filled}
            more={
              body && (
                <Button
                  variant="subtle"
                  color="red"
                  disabled={reason.trim() === "" || busy}
                  onClick={() => void save(withoutBody(own, body.id), reason)}
                >
                  {t("removeBody")}
                </Button>
              )
            }
          />
        </Stack>
      </form>
    </Dialog>
  );
}

// ── history ─────────────────────────────────────────────────────────────────────────────────────────────────

function History({
  brand,
  pack,
  said,
  onClose,
}: {
  brand: string;
  pack: Pack;
  said: (within: Within) => string;
  onClose: () => void;
}) {
  const t = useOwnWords();
  const { locale } = useLocale();
  const { moment } = useTimes();
  const found = useInfiniteQuery({
    queryKey: ["complaints", "rules", "history", brand, pack.pack],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints/rules/{pack}/history", {
          params: {
            path: { pack: pack.pack },
            query: { brand, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const changes = found.data?.pages.flatMap(({ items }) => items);
  const nameOf = (rule: string) => pack.rules.find(({ id }) => id === rule)?.text[locale] ?? rule;
  const bodyOf = (id: string) => pack.rules.find((rule) => rule.id === id)?.body?.name[locale] ?? id;
  const line = (one: Changed): string => {
    if (one.what === "term")
      return one.now === null
        ? t("termGone", { what: nameOf(one.rule), was: one.was === null ? "" : said(one.was) })
        : one.was === null
          ? t("termSet", { what: nameOf(one.rule), now: said(one.now) })
          : t("termChanged", { what: nameOf(one.rule), was: said(one.was), now: said(one.now) });
    if (one.what === "chosen")
      return one.body === null ? t("bodyUnchosen") : t("bodyChosen", { name: bodyOf(one.body) });
    const how = { added: "bodyAdded", changed: "bodyChanged", gone: "bodyGone" } as const;
    return t(how[one.how], { name: one.name[locale] });
  };
  return (
    <Dialog title={t("historyOf", { pack: pack.name[locale] })} onClose={onClose} size="lg">
      {!changes && <Loading error={found.error} />}
      {changes?.length === 0 && <Nothing>{t("historyNone")}</Nothing>}
      {changes && changes.length > 0 && (
        <ul className={classes.rows} aria-label={t("history")}>
          {changes.map((one) => {
            const lines = changesOf(one.was, one.now).map(line);
            return (
              <li key={one.id}>
                <Text size="xs" c="dimmed" className="numbers">
                  {moment(one.changed_at)} · {one.name ?? t("byNobody")}
                </Text>
                {(lines.length > 0 ? lines : [t("nothingChanged")]).map((text) => (
                  <Text key={text} size="sm" fw={550} style={{ overflowWrap: "anywhere" }}>
                    {text}
                  </Text>
                ))}
                <Text size="sm" className={classes.words}>
                  {one.reason}
                </Text>
              </li>
            );
          })}
        </ul>
      )}
      <ShowMore of={found}>{t("more")}</ShowMore>
    </Dialog>
  );
}
