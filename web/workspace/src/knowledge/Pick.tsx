import { Modal, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Loading, Nothing } from "../settings/parts";
import { type Article, type Clause, type Language, useArticles, useClauses } from "./data";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

interface Props<T> {
  brand: string;
  language: Language;
  title?: string;
  onPick: (one: T) => void;
  onClose: () => void;
}

/** One of the brand's articles in a language, found by its title. */
export function PickArticle({ brand, language, title, onPick, onClose }: Props<Article>) {
  const t = useWords();
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words, 200);
  const found = useArticles(brand, { language, show: "published", ...(q ? { q } : {}) });
  const rows = found.data?.pages[0]?.items;
  return (
    <Picking title={title ?? t("linkArticle")} words={words} onWords={setWords} onClose={onClose}>
      {!rows ? (
        <Loading error={found.error} />
      ) : rows.length === 0 ? (
        <Nothing>{t("nothingFound")}</Nothing>
      ) : (
        <ul className={classes.list} aria-label={t("articles")}>
          {rows.map((article) => (
            <li key={article.id}>
              <UnstyledButton className={classes.row} onClick={() => onPick(article)}>
                <Text size="sm" fw={550}>
                  {article.title}
                </Text>
                <Text size="xs" className={classes.faint} lineClamp={1}>
                  {article.summary}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </Picking>
  );
}

/** One of the clauses that hold today, found by its name, title or words. */
export function PickClause({ brand, language, onPick, onClose }: Props<Clause>) {
  const t = useWords();
  const [words, setWords] = useState("");
  const { data: clauses, error } = useClauses(brand, language);
  const asked = words.trim().toLowerCase().split(/\s+/);
  const rows = clauses?.filter(({ name, title, text }) => {
    const all = `${name} ${title} ${text}`.toLowerCase();
    return asked.every((word) => all.includes(word));
  });
  return (
    <Picking title={t("citeClause")} words={words} onWords={setWords} onClose={onClose}>
      {!rows ? (
        <Loading error={error} />
      ) : rows.length === 0 ? (
        <Nothing>{t("nothingFound")}</Nothing>
      ) : (
        <ul className={classes.list} aria-label={t("clauses")}>
          {rows.slice(0, 60).map((clause) => (
            <li key={clause.id}>
              <UnstyledButton className={classes.row} onClick={() => onPick(clause)}>
                <Text size="sm" fw={550}>
                  {clause.name} · {clause.title}
                </Text>
                <Text size="xs" className={classes.faint} lineClamp={2}>
                  {clause.text}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </Picking>
  );
}

function Picking({
  title,
  words,
  onWords,
  onClose,
  children,
}: {
  title: string;
  words: string;
  onWords: (words: string) => void;
  onClose: () => void;
  children: React.ReactNode;
}) {
  const t = useWords();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
      returnFocus={false}
    >
      <Stack gap="sm">
        <TextInput
          aria-label={t("search")}
          placeholder={t("search")}
          data-autofocus
          leftSection={<IconSearch size={16} />}
          value={words}
          onChange={(e) => onWords(e.currentTarget.value)}
        />
        {children}
      </Stack>
    </Modal>
  );
}
