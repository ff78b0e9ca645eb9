import { Badge, Button, Chip, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconPlus, IconSearch, IconX } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useCommands } from "../app/commands";
import { useMay, useMe } from "../app/session";
import { usePeople } from "../lists/useList";
import { Loading, Nothing, ShowMore, usePhone } from "../settings/parts";
import { type Asked, changed, isStage, OVER, STAGES, type Stage } from "./asked";
import classes from "./complaints.module.css";
import { type Card, useCategories, useColumn, useTallies } from "./data";
import { NextDeadline, Rounds, StageMark } from "./marks";
import { useNameOf } from "./names.words";
import { Page } from "./Page";
import { Register } from "./Register";
import { useWords } from "./words";

const TYPED_MS = 250;

/** Open cases by their stage, what is due next first. */
export function Board() {
  const t = useWords();
  const may = useMay();
  const [registering, register] = useState("");
  const mayRegister = may("complaints.register");
  useCommands(
    mayRegister
      ? [
          {
            id: "complaint-new",
            group: t("complaints"),
            label: t("register"),
            words: "complaint new жалоба",
            run: () => register("any"),
          },
        ]
      : [],
  );
  return (
    <Page
      place="board"
      actions={(brand) =>
        may("complaints.register", brand) && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => register(brand)}>
            {t("register")}
          </Button>
        )
      }
    >
      {(brand) => (
        <>
          <OfBrand key={brand} brand={brand} />
          {registering && <Register brand={brand} onClose={() => register("")} />}
        </>
      )}
    </Page>
  );
}

function OfBrand({ brand }: { brand: string }) {
  const asked = useSearch({ from: "/shell/complaints" });
  const navigate = useNavigate();
  const phone = usePhone();
  const ask = (change: { [K in keyof Asked]?: Asked[K] | undefined }) =>
    void navigate({ to: "/complaints", search: changed(asked, change), replace: true });
  return (
    <>
      <Filters brand={brand} asked={asked} ask={ask} />
      {phone || asked.stage !== undefined ? (
        <OneStage brand={brand} asked={asked} />
      ) : (
        <Columns brand={brand} asked={asked} />
      )}
    </>
  );
}

function Filters({
  brand,
  asked,
  ask,
}: {
  brand: string;
  asked: Asked;
  ask: (change: { [K in keyof Asked]?: Asked[K] | undefined }) => void;
}) {
  const t = useWords();
  const me = useMe();
  const categories = useCategories();
  const nameOf = useNameOf();
  const phone = usePhone();
  const tallies = useTallies(brand, asked);
  const people = [...usePeople().values()].filter(({ staff_id }) => staff_id !== me.id);
  const words = asked.q ?? "";
  const [typed, setTyped] = useState(words);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => setTyped((now) => (now.trim() === words ? now : words)), [words]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === words) return undefined;
    const timer = setTimeout(() => latest.current({ q: wanted || undefined }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, words]);
  const tally = (stage: string) => tallies.data?.find((one) => one.stage === stage)?.cases;
  const filtered = Object.keys(asked).length > 0;
  return (
    <Group gap="xs" role="search" aria-label={t("filters")}>
      <TextInput
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={16} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        w={phone ? "100%" : 240}
        maxLength={200}
      />
      <Select
        aria-label={t("stage")}
        placeholder={t("stage")}
        clearable
        clearButtonProps={{ "aria-label": t("clear") }}
        w={phone ? "100%" : 170}
        value={asked.stage ?? null}
        onChange={(stage) => ask({ stage: isStage(stage) ? stage : undefined })}
        data={[
          {
            group: t("stage"),
            items: STAGES.map((stage) => ({
              value: stage,
              label: tally(stage) ? `${nameOf(stage)} · ${tally(stage)}` : nameOf(stage),
            })),
          },
          { group: t("overStages"), items: OVER.map((stage) => ({ value: stage, label: nameOf(stage) })) },
        ]}
      />
      <Select
        aria-label={t("owner")}
        searchable={people.length > 8}
        w={phone ? "calc(50% - 0.35rem)" : 160}
        allowDeselect={false}
        value={asked.owner ?? ""}
        onChange={(owner) => ask({ owner: owner || undefined })}
        data={[
          { value: "", label: t("anybody") },
          { value: "me", label: t("mine") },
          { value: "nobody", label: t("nobody") },
          ...people.map(({ staff_id, name }) => ({ value: staff_id, label: name })),
        ]}
      />
      <Select
        aria-label={t("category")}
        searchable
        w={phone ? "calc(50% - 0.35rem)" : 190}
        allowDeselect={false}
        value={asked.category ?? ""}
        onChange={(category) => ask({ category: category || undefined })}
        data={[{ value: "", label: t("any") }, ...categories.all]}
      />
      <Chip size="sm" checked={asked.risk === true} onChange={(on) => ask({ risk: on || undefined })}>
        {t("risk")}
      </Chip>
      <Chip size="sm" checked={asked.appeal === true} onChange={(on) => ask({ appeal: on || undefined })}>
        {t("appealed")}
      </Chip>
      {filtered && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconX size={14} />}
          onClick={() =>
            ask({
              q: undefined,
              owner: undefined,
              category: undefined,
              risk: undefined,
              appeal: undefined,
              stage: undefined,
            })
          }
        >
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}

function Columns({ brand, asked }: { brand: string; asked: Asked }) {
  return (
    <div className={classes.board}>
      {STAGES.map((stage) => (
        <Column key={stage} brand={brand} stage={stage} asked={asked} />
      ))}
    </div>
  );
}

function Column({ brand, stage, asked }: { brand: string; stage: Stage; asked: Asked }) {
  const t = useWords();
  const nameOf = useNameOf();
  const found = useColumn(brand, stage, asked);
  const tally = useTallies(brand, asked).data?.find((one) => one.stage === stage);
  const cards = found.data?.pages.flatMap(({ items }) => items);
  const id = `stage-${stage}`;
  const exact = asked.risk !== true && asked.appeal !== true;
  return (
    <section className={classes.column} data-empty={cards?.length === 0 || undefined} aria-labelledby={id}>
      <Group gap={6} mb={8} wrap="nowrap" justify="space-between">
        <Title order={2} size="h6" id={id}>
          {nameOf(stage)}
        </Title>
        {exact && tally && tally.cases > 0 && (
          <Badge variant="default" size="sm" className="numbers" flex="none">
            {tally.cases}
          </Badge>
        )}
      </Group>
      {exact && tally && tally.late + tally.near > 0 && (
        <Text size="xs" mb={8} c="dimmed" className="numbers">
          {[
            tally.late > 0 && t("lateCount", { count: tally.late }),
            tally.near > 0 && t("nearCount", { count: tally.near }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      )}
      {!cards && <Loading error={found.error} />}
      {cards?.length === 0 && (
        <Text size="xs" c="dimmed">
          {t("empty")}
        </Text>
      )}
      {cards && cards.length > 0 && <Cards cards={cards} />}
      <ShowMore of={found}>{t("more")}</ShowMore>
    </section>
  );
}

function OneStage({ brand, asked }: { brand: string; asked: Asked }) {
  const t = useWords();
  const found = useColumn(brand, asked.stage, asked);
  const cards = found.data?.pages.flatMap(({ items }) => items);
  if (!cards) return <Loading error={found.error} />;
  if (cards.length === 0) return <Nothing>{t("emptyFiltered")}</Nothing>;
  return (
    <Stack gap="xs" maw={720} w="100%">
      <Cards cards={cards} staged />
      <ShowMore of={found}>{t("more")}</ShowMore>
    </Stack>
  );
}

function Cards({ cards, staged }: { cards: readonly Card[]; staged?: boolean }) {
  return (
    <ul className={classes.cards}>
      {cards.map((card) => (
        <li key={card.id}>
          <OneCard card={card} staged={staged === true} />
        </li>
      ))}
    </ul>
  );
}

function OneCard({ card, staged }: { card: Card; staged: boolean }) {
  const t = useWords();
  const categories = useCategories();
  return (
    <Link
      to="/complaints/$complaint"
      params={{ complaint: card.number }}
      search={{ brand: card.brand }}
      className={classes.card}
      data-case={card.number}
    >
      <Group gap={6} justify="space-between" wrap="nowrap" align="flex-start">
        <Text span size="sm" fw={650} className="numbers">
          {card.number}
        </Text>
        {staged && <StageMark stage={card.stage} />}
      </Group>
      <Text span size="sm">
        {card.player_name || t("unnamed")}
      </Text>
      <Text span size="xs" c="dimmed">
        {categories.both(card.category, card.subcategory)}
      </Text>
      <Text span size="xs" c="dimmed">
        {card.owner_name ?? t("nobody")}
      </Text>
      <Rounds of={card} />
      {card.next_due_at !== null && (
        <NextDeadline kind={card.next_kind} due={card.next_due_at} risk={card.risk} force={card.next_force} />
      )}
    </Link>
  );
}
