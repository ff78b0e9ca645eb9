import {
  Anchor,
  Button,
  Group,
  Menu,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Table,
  Text,
  Title,
} from "@mantine/core";
import { IconChevronDown, IconPencilPlus, IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { useTimes } from "../app/times";
import { Loading, Nothing, Refused, ShowMore, told, usePhone, useWrite } from "../settings/parts";
import { type Language, useBrandHere, useMayHere, useRenewed } from "./data";
import classes from "./knowledge.module.css";
import { NewArticle } from "./NewArticle";
import { Phrases } from "./Phrases";
import { PickArticle } from "./Pick";
import { useWords } from "./words";

const DAYS = [7, 30, 90] as const;
type Tab = "searches" | "phrases" | "views" | "feedback";

/** What readers looked for in vain, what they read, and whether it helped. */
export function Readers() {
  const t = useWords();
  const [tab, setTab] = useState<Tab>("searches");
  const [days, setDays] = useState("30");
  const phone = usePhone();
  const tabs = [
    { value: "searches", label: t("foundNothing") },
    { value: "phrases", label: t("phrases") },
    { value: "views", label: t("readOften") },
    { value: "feedback", label: t("didItHelp") },
  ] as const;
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={1} size="h3">
          {t("readers")}
        </Title>
        {(tab === "searches" || tab === "views") && (
          <SegmentedControl
            size="xs"
            aria-label={t("period")}
            value={days}
            data={DAYS.map((count) => ({ value: String(count), label: t("lastDays", { count }) }))}
            onChange={setDays}
          />
        )}
      </Group>
      {phone ? (
        <Select
          mb="md"
          aria-label={t("report")}
          allowDeselect={false}
          value={tab}
          data={[...tabs]}
          onChange={(value) => value && setTab(value as Tab)}
        />
      ) : (
        <SegmentedControl
          mb="md"
          aria-label={t("report")}
          value={tab}
          data={[...tabs]}
          onChange={(value) => setTab(value as Tab)}
        />
      )}
      {tab === "searches" ? (
        <Searches days={Number(days)} />
      ) : tab === "phrases" ? (
        <Phrases />
      ) : tab === "views" ? (
        <Views days={Number(days)} />
      ) : (
        <Feedback />
      )}
    </>
  );
}

type Searched = Schemas["Searched"];
const languageOf = (one: { language: string }): Language => (one.language === "ru" ? "ru" : "en");

function Searches({ days }: { days: number }) {
  const t = useWords();
  const brand = useBrandHere();
  const may = useMayHere();
  const [writing, setWriting] = useState<Searched>();
  const [adding, setAdding] = useState<Searched>();
  const { data: rows, error } = useQuery({
    queryKey: ["knowledge", brand, "searches", days],
    queryFn: () =>
      data(api.GET("/api/v1/knowledge/searches", { params: { query: { brand, days, empty: true } } })),
  });
  if (!rows) return <Loading error={error} />;
  if (rows.length === 0) return <Nothing>{t("noEmptySearches")}</Nothing>;
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" maw="44rem">
        {t("searchesHint")}
      </Text>
      <Table.ScrollContainer minWidth={480}>
        <Table aria-label={t("foundNothing")} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("words")}</Table.Th>
              <Table.Th>{t("language")}</Table.Th>
              <Table.Th>{t("byWhom")}</Table.Th>
              <Table.Th ta="end">{t("timesEmpty")}</Table.Th>
              {may.write && <Table.Th aria-label={t("whatToDo")} />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((one) => (
              <Table.Tr key={`${one.words}-${one.language}-${one.place}`}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{one.words}</Table.Td>
                <Table.Td>{t(languageOf(one))}</Table.Td>
                <Table.Td>{t(one.place === "staff" ? "byStaff" : "byPlayers")}</Table.Td>
                <Table.Td ta="end" className="numbers">
                  {one.empty}
                </Table.Td>
                {may.write && (
                  <Table.Td ta="end">
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <Button
                          size="compact-xs"
                          variant="default"
                          rightSection={<IconChevronDown size={14} />}
                          aria-label={t("answerWords", { words: one.words })}
                        >
                          {t("answerIt")}
                        </Button>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item leftSection={<IconPencilPlus size={16} />} onClick={() => setWriting(one)}>
                          {t("writeArticle")}
                        </Menu.Item>
                        <Menu.Item onClick={() => setAdding(one)}>{t("addAsWords")}</Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {writing && (
        <NewArticle
          words={[writing.words]}
          language={languageOf(writing)}
          onClose={() => setWriting(undefined)}
        />
      )}
      {adding && <AddWords searched={adding} onClose={() => setAdding(undefined)} />}
    </>
  );
}

/** The words go into the article's draft: they too are reviewed before they help anybody find it. */
function AddWords({ searched, onClose }: { searched: Searched; onClose: () => void }) {
  const t = useWords();
  const brand = useBrandHere();
  const { all } = useRenewed();
  const navigate = useNavigate();
  const { run, problem } = useWrite();
  return (
    <>
      <Refused problem={problem} />
      <PickArticle
        brand={brand}
        language={languageOf(searched)}
        title={t("addAsWordsOf", { words: searched.words })}
        onClose={onClose}
        onPick={(picked) =>
          void run(async () => {
            const path = { article: picked.id };
            const full = await data(api.GET("/api/v1/knowledge/articles/{article}", { params: { path } }));
            const version = full.work ?? full.live;
            if (version && !version.words.includes(searched.words))
              await data(
                api.PUT("/api/v1/knowledge/articles/{article}/draft", {
                  params: { path },
                  body: {
                    title: version.title,
                    text: version.text,
                    summary: version.summary,
                    words: [...version.words, searched.words],
                    change: full.work?.change || t("wordsAddedNote"),
                    revision: full.work?.revision ?? null,
                    key: newKey(),
                  },
                }),
              );
            await all();
            told(t("wordsAdded"));
            await navigate({
              to: "/knowledge/article/$article",
              params: { article: picked.id },
              search: { brand },
            });
          })
        }
      />
    </>
  );
}

function Views({ days }: { days: number }) {
  const t = useWords();
  const brand = useBrandHere();
  const [worst, setWorst] = useState(false);
  const { data: rows, error } = useQuery({
    queryKey: ["knowledge", brand, "readership", days, worst],
    queryFn: () =>
      data(api.GET("/api/v1/knowledge/readership", { params: { query: { brand, days, unhelpful: worst } } })),
  });
  return (
    <>
      <Switch
        mb="sm"
        label={t("worstFirst")}
        checked={worst}
        onChange={(e) => setWorst(e.currentTarget.checked)}
      />
      {!rows ? (
        <Loading error={error} />
      ) : rows.length === 0 ? (
        <Nothing>{t("nothingHere")}</Nothing>
      ) : (
        <Table.ScrollContainer minWidth={480}>
          <Table aria-label={t("readOften")} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("article")}</Table.Th>
                <Table.Th>{t("language")}</Table.Th>
                <Table.Th ta="end">{t("views")}</Table.Th>
                <Table.Th ta="end">{t("helped")}</Table.Th>
                <Table.Th ta="end">{t("helpedNot")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="numbers">
              {rows.map((row) => (
                <Table.Tr key={row.article}>
                  <Table.Td>
                    <Anchor
                      size="sm"
                      lang={row.language}
                      renderRoot={(props) => (
                        <Link
                          to="/knowledge/article/$article"
                          params={{ article: row.article }}
                          search={{ brand }}
                          {...props}
                        />
                      )}
                    >
                      {row.title}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{t(languageOf(row))}</Table.Td>
                  <Table.Td ta="end">{row.views}</Table.Td>
                  <Table.Td ta="end">{row.helpful}</Table.Td>
                  <Table.Td ta="end">{row.unhelpful}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

function Feedback() {
  const t = useWords();
  const { moment } = useTimes();
  const brand = useBrandHere();
  const [commented, setCommented] = useState(true);
  const found = useInfiniteQuery({
    queryKey: ["knowledge", brand, "feedback", commented],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/knowledge/feedback", {
          params: { query: { brand, commented, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="sm">
      <Switch
        label={t("onlyCommented")}
        checked={commented}
        onChange={(e) => setCommented(e.currentTarget.checked)}
      />
      {!rows ? (
        <Loading error={found.error} />
      ) : rows.length === 0 ? (
        <Nothing>{t("noFeedback")}</Nothing>
      ) : (
        <ul className={classes.list} aria-label={t("didItHelp")}>
          {rows.map((one) => (
            <li key={`${one.article}-${one.created_at}`}>
              <Link
                className={classes.row}
                to="/knowledge/article/$article"
                params={{ article: one.article }}
                search={{ brand }}
              >
                <Group gap={6} wrap="nowrap">
                  {one.helpful ? (
                    <IconThumbUp size={15} aria-label={t("helped")} />
                  ) : (
                    <IconThumbDown size={15} aria-label={t("helpedNot")} />
                  )}
                  <Text size="sm" fw={550} lang={one.language}>
                    {one.title}
                  </Text>
                </Group>
                {one.comment && (
                  <Text size="sm" mt={2} style={{ overflowWrap: "anywhere" }}>
                    {one.comment}
                  </Text>
                )}
                <Text size="xs" className={classes.faint}>
                  {t("feedbackOn", { version: one.version, at: moment(one.created_at) })}
                </Text>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ShowMore of={found} mt={0}>
        {t("showMore")}
      </ShowMore>
    </Stack>
  );
}
