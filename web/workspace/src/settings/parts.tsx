/** What the sections of the settings are made of: their heading, lists, drawers that don't lose what was typed. */
import {
  Alert,
  Badge,
  Button,
  Center,
  Drawer,
  Group,
  Loader,
  type MantineSpacing,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconAlertCircle, IconChevronRight, IconPencil } from "@tabler/icons-react";
import { type UseInfiniteQueryResult, useQuery } from "@tanstack/react-query";
import { useBlocker, useNavigate, useSearch } from "@tanstack/react-router";
import {
  createContext,
  type PropsWithChildren,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { api, data, Refusal, type Schemas, Unreachable } from "../app/api";
import { newKey } from "../app/live/writes";
import { useMay } from "../app/session";
import { useLocale } from "../app/words";
import { BrandSelect } from "../shell/OneBrand";
import classes from "./settings.module.css";
import { useWords } from "./words";

export type Language = "ru" | "en";
export const LANGUAGES: readonly Language[] = ["ru", "en"];
const PHONE = "(max-width: 48em)";

export const usePhone = () => useMediaQuery(PHONE, false, { getInitialValueInEffect: false }) ?? false;

// ── the brand of a section ──────────────────────────────────────────────────────────────────────────────────

const OfBrand = createContext<{ brand: string; brands: readonly string[] }>({ brand: "", brands: [] });
export const BrandProvider = OfBrand.Provider;

/** The brand whose settings are shown. */
export const useBrand = () => useContext(OfBrand).brand;

/** Whether I hold a permission in the brand that is shown. */
export function useMayHere(): (permission: string) => boolean {
  const may = useMay();
  const brand = useBrand();
  return (permission) => may(permission, brand);
}

/** The brand that the address names, if it is one of these; else the first. */
export function useChosenBrand(brands: readonly string[]): string {
  const { brand } = useSearch({ strict: false }) as { brand?: string };
  return brand !== undefined && brands.includes(brand) ? brand : (brands[0] ?? "");
}

function BrandSwitch() {
  const { brand, brands } = useContext(OfBrand);
  const navigate = useNavigate();
  return (
    <BrandSelect
      w={220}
      brands={brands}
      chosen={brand}
      onChoose={(chosen) => void navigate({ to: ".", search: { brand: chosen } })}
    />
  );
}

/** A section's name, what it is for, the brand, and what can be added. */
export function Heading({
  title,
  hint,
  children,
}: PropsWithChildren<{ title: string; hint?: string | undefined }>) {
  return (
    <Stack gap="xs" mb="md">
      <Group justify="space-between" align="center" gap="sm">
        <Title order={1} size="h3">
          {title}
        </Title>
        <Group gap="xs">
          <BrandSwitch />
          {children}
        </Group>
      </Group>
      {hint && (
        <Text size="sm" c="dimmed" maw="44rem">
          {hint}
        </Text>
      )}
    </Stack>
  );
}

export function Part({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

// ── what was refused, what is not there yet ─────────────────────────────────────────────────────────────────

export interface Problem {
  detail: string;
  points: readonly string[];
  /** What is wrong, by the field that it is about. */
  fields: Readonly<Record<string, string>>;
}

/** What to tell about a call that failed; anything but a refusal or a lost connection is a bug and goes on. */
export function useProblem(): (failure: unknown) => Problem {
  const t = useWords();
  return (failure) => {
    if (failure instanceof Unreachable) return { detail: t("unreachable"), points: [], fields: {} };
    if (!(failure instanceof Refusal)) throw failure;
    const more: { field?: unknown; detail?: unknown }[] =
      [failure.extra.problems, failure.extra.errors].find(Array.isArray) ?? [];
    const fields: Record<string, string> = {};
    const points: string[] = [];
    for (const { field, detail } of more) {
      if (typeof detail !== "string") continue;
      if (typeof field === "string") fields[field] = detail;
      else points.push(detail);
    }
    return { detail: failure.detail || failure.title, points, fields };
  };
}

export function Refused({ problem }: { problem: Problem | undefined }) {
  if (!problem) return null;
  return (
    <Alert color="red" role="alert" icon={<IconAlertCircle />} title={problem.detail}>
      {problem.points.length > 0 && (
        <ul>
          {problem.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

const Wrong = createContext<Problem | undefined>(undefined);

/** Lets the fields inside show what was refused of them, and leads to the first. */
export function WrongFields({ problem, children }: PropsWithChildren<{ problem: Problem | undefined }>) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = problem && around.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "center" }); // clear of the foot, which has grown by the refusal
  }, [problem]);
  return (
    <Wrong.Provider value={problem}>
      <div ref={around}>{children}</div>
    </Wrong.Provider>
  );
}

/** What the server refused of a field, for its `error`. */
export function useWrong(): (field: string) => string | undefined {
  const problem = useContext(Wrong);
  return (field) => problem?.fields[field];
}

export function told(message: string) {
  notifications.show({ message, color: "green" });
}

/** Runs a write; tells what became of it. */
export function useWrite() {
  const problemOf = useProblem();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (write: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await write();
      return true;
    } catch (failure) {
      setProblem(problemOf(failure));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, problem, forget: () => setProblem(undefined) };
}

/** The state of a query until there is something to show. */
export function Loading({ error }: { error: unknown }) {
  const problemOf = useProblem();
  const t = useWords();
  if (error) return <Refused problem={problemOf(error)} />;
  return (
    <Center py="xl">
      <Loader aria-label={t("loading")} />
    </Center>
  );
}

export function Nothing({ children }: PropsWithChildren) {
  return (
    <Text c="dimmed" ta="center" py="xl">
      {children}
    </Text>
  );
}

/** The button below a list that comes page by page, as long as there is more. */
export function ShowMore({
  of: found,
  mt = "md",
  children,
}: PropsWithChildren<{
  of: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
  mt?: MantineSpacing | 0;
}>) {
  if (!found.hasNextPage) return null;
  return (
    <Center mt={mt}>
      <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
        {children}
      </Button>
    </Center>
  );
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────

export function Items({ label, children }: PropsWithChildren<{ label: string }>) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

interface ItemProps {
  title: ReactNode;
  sub?: ReactNode;
  marks?: ReactNode;
  icon?: ReactNode;
  actions?: ReactNode;
  below?: boolean;
  dim?: boolean;
  onOpen?: (() => void) | undefined;
}

export function Item({ title, sub, marks, icon, actions, below, dim, onOpen }: ItemProps) {
  const inside = (
    <>
      {icon}
      <span className={classes.body}>
        <span className={`${classes.what} ${dim ? classes.dim : ""}`}>
          <Text span display="block" size="sm" fw={550} style={{ overflowWrap: "anywhere" }}>
            {title}
          </Text>
          {sub && (
            <Text span size="xs" c="dimmed" lineClamp={2}>
              {sub}
            </Text>
          )}
        </span>
        {marks && <span className={classes.marks}>{marks}</span>}
      </span>
      {onOpen && <IconChevronRight size={16} aria-hidden style={{ flexShrink: 0 }} />}
    </>
  );
  return (
    <li className={`${classes.item} ${below ? classes.below : ""}`}>
      {onOpen ? (
        <UnstyledButton className={classes.open} onClick={onOpen}>
          {inside}
        </UnstyledButton>
      ) : (
        <div className={classes.open}>{inside}</div>
      )}
      {actions && <div className={classes.actions}>{actions}</div>}
    </li>
  );
}

export function Mark({ color = "gray", children }: PropsWithChildren<{ color?: string }>) {
  return (
    <Badge variant="light" color={color} className={classes.plain} radius="sm">
      {children}
    </Badge>
  );
}

// ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What is being edited. `dirty`: it differs from what it began as. */
export function useDraft<T extends object>(initial: T) {
  const [began, setBegan] = useState(initial);
  const [draft, setDraft] = useState(initial);
  return {
    draft,
    change: (part: Partial<T>) => setDraft((before) => ({ ...before, ...part })),
    dirty: JSON.stringify(draft) !== JSON.stringify(began),
    /** What is shown now is what is kept. */
    kept: (now: T) => {
      setBegan(now);
      setDraft(now);
    },
  };
}

/** The same key for the same draft, so that a second try after a lost connection changes nothing twice. */
export function useKeyOf(draft: unknown): () => string {
  const made = useRef({ of: "", key: "" });
  return () => {
    const of = JSON.stringify(draft);
    if (made.current.of !== of) made.current = { of, key: newKey() };
    return made.current.key;
  };
}

function LeaveQuestion({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useWords();
  return (
    <Modal
      opened
      onClose={onStay}
      title={t("unsavedTitle")}
      zIndex={400}
      closeButtonProps={{ "aria-label": t("stay") }}
    >
      <Text size="sm">{t("unsaved")}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onLeave}>
          {t("discard")}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {t("stay")}
        </Button>
      </Group>
    </Modal>
  );
}

/** Asks before a way out of a form with changes: another screen, another brand, the browser's own close. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const blocked = useBlocker({
    shouldBlockFn: () => dirty,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return blocked.status === "blocked" ? (
    <LeaveQuestion onStay={blocked.reset} onLeave={blocked.proceed} />
  ) : null;
}

interface EditProps {
  title: string;
  dirty: boolean;
  onClose: () => void;
  /** Saves; the drawer closes when it is done, and tells a refusal when not. None: nothing can be changed here. */
  onSave?: (() => Promise<unknown>) | undefined;
  /** What to say once it is saved. */
  saved?: string;
  action?: string;
  /** Beside the buttons: what else can be done with it. */
  more?: ReactNode;
  /** How it is taken away, after a question; the drawer closes then. */
  removal?: { label: string; question: string; remove: () => Promise<unknown> } | false | undefined;
  size?: number | string;
}

/** A form in a drawer. It asks before what was typed is lost. */
export function EditDrawer({
  title,
  dirty,
  onClose,
  onSave,
  saved,
  action,
  more,
  removal,
  size = 560,
  children,
}: PropsWithChildren<EditProps>) {
  const t = useWords();
  const phone = usePhone();
  const { run, busy, problem } = useWrite();
  const [asking, setAsking] = useState(false);
  const close = () => (dirty ? setAsking(true) : onClose());
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={phone ? "100%" : size}
      title={title}
      closeOnEscape={!asking}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <UnsavedGuard dirty={dirty && !busy} />
      {asking && <LeaveQuestion onStay={() => setAsking(false)} onLeave={onClose} />}
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          event.stopPropagation(); // React tells the form around a drawer too
          if (!onSave || !(await run(onSave))) return;
          if (saved) told(saved);
          onClose();
        }}
      >
        <WrongFields problem={problem}>
          <Stack>{children}</Stack>
        </WrongFields>
        <div className={classes.foot}>
          <Stack gap="sm">
            <Refused problem={problem} />
            <Group justify="space-between">
              <Group gap="xs">
                {more}
                {removal && (
                  <SureButton
                    label={removal.label}
                    question={removal.question}
                    onSure={async () => {
                      await removal.remove();
                      told(t("deleted"));
                      onClose();
                    }}
                  />
                )}
              </Group>
              <Group gap="xs">
                <Button variant="default" onClick={close}>
                  {onSave ? t("cancel") : t("close")}
                </Button>
                {onSave && (
                  <Button type="submit" loading={busy}>
                    {action ?? t("save")}
                  </Button>
                )}
              </Group>
            </Group>
          </Stack>
        </div>
      </form>
    </Drawer>
  );
}

/** The button beside a heading that opens what is changed of the thing. */
export function ChangeButton({ onClick, children }: PropsWithChildren<{ onClick: () => void }>) {
  return (
    <Button size="compact-sm" variant="default" leftSection={<IconPencil size={15} />} onClick={onClick}>
      {children}
    </Button>
  );
}

/** A button that asks once more before it does something that can't be taken back. */
export function SureButton({
  label,
  question,
  onSure,
  disabled,
}: {
  label: string;
  question: string;
  onSure: () => Promise<unknown>;
  disabled?: boolean;
}) {
  const t = useWords();
  const { run, busy, problem, forget } = useWrite();
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    forget();
  };
  return (
    <>
      <Button variant="subtle" color="red" disabled={disabled ?? false} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal
        opened={asking}
        onClose={close}
        title={label}
        zIndex={400}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <Stack>
          <Text size="sm">{question}</Text>
          <Refused problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {t("cancel")}
            </Button>
            <Button
              color="red"
              loading={busy}
              onClick={async () => {
                if (await run(onSure)) setAsking(false);
              }}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

const UNITS = { minutes: 60, hours: 3600, days: 86_400 } as const;
type Unit = keyof typeof UNITS;

function unitOf(seconds: number | null): Unit {
  if (seconds === null) return "minutes";
  if (seconds % UNITS.days === 0) return "days";
  return seconds % UNITS.hours === 0 ? "hours" : "minutes";
}

interface LengthProps {
  label: string;
  description?: string;
  /** Seconds; null is none. */
  value: number | null;
  onChange: (seconds: number | null) => void;
  required?: boolean;
}

/** A length of time as a number and its unit. */
export function LengthField({ label, description, value, onChange, required }: LengthProps) {
  const t = useWords();
  const [unit, setUnit] = useState<Unit>(() => unitOf(value));
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        flex={1}
        label={label}
        description={description}
        required={required ?? false}
        min={0}
        placeholder={t("none")}
        value={value === null ? "" : value / UNITS[unit]}
        onChange={(given) =>
          onChange(given === "" ? null : Math.max(1, Math.round(Number(given) * UNITS[unit])))
        }
      />
      <Select
        w={110}
        aria-label={t("unitOf", { field: label })}
        allowDeselect={false}
        value={unit}
        data={(Object.keys(UNITS) as Unit[]).map((one) => ({ value: one, label: t(one) }))}
        onChange={(chosen) => {
          const next = (chosen ?? "minutes") as Unit;
          setUnit(next);
          if (value !== null) onChange((value / UNITS[unit]) * UNITS[next]);
        }}
      />
    </Group>
  );
}

export function useLanguageName(): (language: string) => string {
  const t = useWords();
  return (language) => (language === "ru" || language === "en" ? t(language) : language);
}

export type Topic = Schemas["TopicView"];

/** A brand's topics, with their names in the language of the screen. */
export function useBrandTopics(brand: string) {
  const { locale } = useLocale();
  const { data: topics = [], error } = useQuery({
    queryKey: ["topics", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/topics", { params: { path: { brand } } })),
  });
  const nameOf = (id: string) => {
    const topic = topics.find((one) => one.id === id);
    return topic ? (locale === "ru" ? topic.ru : topic.en) : id;
  };
  return {
    topics,
    error,
    nameOf,
    choices: topics.map((topic) => ({
      value: topic.id,
      label: topic.parent === null ? nameOf(topic.id) : `${nameOf(topic.parent)} · ${nameOf(topic.id)}`,
    })),
  };
}
