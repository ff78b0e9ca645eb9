import { Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, data } from "../app/api";
import { newKey } from "../app/live/writes";
import { useLocale } from "../app/words";
import { Refused, useWrite } from "../settings/parts";
import { type Language, useBrandHere, useCategories, useRenewed } from "./data";
import { LanguageSelect } from "./LanguageSelect";
import { useWords } from "./words";

/** `words`: what players looked for in vain. */
export function NewArticle({
  words = [],
  language: first,
  onClose,
}: {
  words?: readonly string[];
  language?: Language;
  onClose: () => void;
}) {
  const t = useWords();
  const { locale } = useLocale();
  const brand = useBrandHere();
  const categories = useCategories(brand, true);
  const navigate = useNavigate();
  const { all } = useRenewed();
  const { run, busy, problem } = useWrite();
  const [key] = useState(newKey);
  const [title, setTitle] = useState("");
  const [language, setLanguage] = useState<Language>(first ?? locale);
  const [kind, setKind] = useState<"article" | "instruction">("article");
  const [category, setCategory] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={t("newArticle")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(async () => {
            const made = await data(
              api.POST("/api/v1/knowledge/articles", {
                body: { brand, title, language, kind, category, words: [...words], key },
              }),
            );
            void all();
            await navigate({
              to: "/knowledge/article/$article",
              params: { article: made.article.id },
              search: { brand },
            });
          });
        }}
      >
        <Stack>
          <SegmentedControl
            aria-label={t("kind")}
            value={kind}
            data={[
              { value: "article", label: t("articleForPlayers") },
              { value: "instruction", label: t("instructionForStaff") },
            ]}
            onChange={(value) => setKind(value as typeof kind)}
          />
          <TextInput
            label={t("title")}
            description={t("titleHint")}
            required
            data-autofocus
            maxLength={200}
            lang={language}
            value={title}
            onChange={(e) => setTitle(e.currentTarget.value)}
          />
          <Group grow>
            <LanguageSelect value={language} onChange={setLanguage} />
            <Select
              label={t("category")}
              clearable
              searchable
              value={category}
              data={categories.map((one) => ({ value: one.id, label: one[locale].name }))}
              onChange={setCategory}
            />
          </Group>
          {words.length > 0 && (
            <Text size="sm" c="dimmed">
              {t("withWords", { words: words.join(", ") })}
            </Text>
          )}
          <Refused problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={title.trim() === ""}>
              {t("begin")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
