import {
  Alert,
  Anchor,
  Button,
  Drawer,
  Group,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronLeft, IconLink, IconLock, IconQuote, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useThread } from "../app/live";
import { Loading, Mark, Nothing, usePhone } from "../settings/parts";
import type { Ticket } from "../ticket/actions";
import { articleQuery, type Language } from "./data";
import { useWords } from "./finder.words";
import classes from "./knowledge.module.css";
import { Rendered } from "./Rendered";

type Hit = Schemas["Hit"];

const LONGEST = 300;
const forStaff = (visibility: string) => visibility === "staff" || visibility === "team";

/** Articles and instructions beside a reply: by the player's last words, or what the agent types. Of instructions nothing
 * can be put into a reply. */
export function Finder({
  ticket,
  onInsert,
  onClose,
}: {
  ticket: Ticket;
  onInsert: (text: string) => void;
  onClose: () => void;
}) {
  const t = useWords();
  const phone = usePhone();
  const thread = useThread(ticket.id).data;
  const last = thread?.messages.findLast(({ author }) => author === "player")?.text ?? "";
  const [words, setWords] = useState("");
  const [language, setLanguage] = useState<Language>(ticket.language === "ru" ? "ru" : "en");
  const [q] = useDebouncedValue((words.trim() || last).slice(0, LONGEST), 250);
  const [open, setOpen] = useState<Hit>();
  const found = useQuery({
    queryKey: ["knowledge", ticket.brand, "find", language, q],
    enabled: q !== "",
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET("/api/v1/knowledge/search", {
          params: { query: { q, brand: ticket.brand, language, limit: 10 } },
        }),
      ),
  });
  const put = (text: string) => {
    onInsert(text);
    onClose();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? "100%" : 560}
      title={t("knowledge")}
      closeButtonProps={{ "aria-label": t("close") }}
      returnFocus={false}
    >
      {open ? (
        <Reading hit={open} onBack={() => setOpen(undefined)} onInsert={put} />
      ) : (
        <Stack gap="sm">
          <Group gap="xs" wrap="nowrap" align="flex-end">
            <TextInput
              flex={1}
              label={t("find")}
              placeholder={t("findHint")}
              data-autofocus
              leftSection={<IconSearch size={16} />}
              value={words}
              onChange={(e) => setWords(e.currentTarget.value)}
            />
            <SegmentedControl
              size="sm"
              aria-label={t("language")}
              value={language}
              data={[
                { value: "ru", label: "RU" },
                { value: "en", label: "EN" },
              ]}
              onChange={(value) => setLanguage(value as Language)}
            />
          </Group>
          {words.trim() === "" && last !== "" && (
            <Text size="xs" className={classes.faint} lineClamp={2}>
              {t("fromWords")}: {last}
            </Text>
          )}
          {q === "" ? (
            <Nothing>{t("typeWords")}</Nothing>
          ) : !found.data ? (
            <Loading error={found.error} />
          ) : found.data.length === 0 ? (
            <Nothing>{t("nothing")}</Nothing>
          ) : (
            <ul className={classes.list} aria-label={t("results")}>
              {found.data.map((hit) => (
                <li key={hit.id}>
                  <UnstyledButton className={classes.row} onClick={() => setOpen(hit)}>
                    <Group gap={6} justify="space-between" wrap="nowrap" align="flex-start">
                      <Text size="sm" fw={550} lang={hit.language}>
                        {hit.title}
                      </Text>
                      <Who hit={hit} />
                    </Group>
                    <Text size="xs" className={classes.faint} lineClamp={2} lang={hit.language}>
                      {hit.summary || hit.excerpt}
                    </Text>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          )}
        </Stack>
      )}
    </Drawer>
  );
}

function Who({ hit }: { hit: Hit }) {
  const t = useWords();
  if (forStaff(hit.visibility))
    return (
      <Mark color="yellow">
        <Group component="span" gap={4} wrap="nowrap">
          <IconLock size={12} aria-hidden /> {t("staffOnly")}
        </Group>
      </Mark>
    );
  return hit.visibility === "players" ? <Mark>{t("playersOnly")}</Mark> : null;
}

function Reading({
  hit,
  onBack,
  onInsert,
}: {
  hit: Hit;
  onBack: () => void;
  onInsert: (text: string) => void;
}) {
  const t = useWords();
  const around = useRef<HTMLDivElement>(null);
  const { data: full, error } = useQuery(articleQuery(hit.id));
  const internal = forStaff(hit.visibility);
  const quoted = () => {
    const chosen = window.getSelection();
    const inside = chosen?.anchorNode && around.current?.contains(chosen.anchorNode);
    const words = inside ? chosen.toString().trim() : "";
    return words || hit.summary || (full?.live?.summary ?? "") || hit.title;
  };
  return (
    <Stack gap="sm">
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={onBack}
        style={{ display: "inline-flex", alignItems: "center", gap: 4, alignSelf: "flex-start" }}
      >
        <IconChevronLeft size={16} aria-hidden /> {t("back")}
      </Anchor>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text fw={600} lang={hit.language}>
          {hit.title}
        </Text>
        <Who hit={hit} />
      </Group>
      {internal ? (
        <Alert color="yellow" role="note" icon={<IconLock />}>
          {t("staffOnlyWhy")}
        </Alert>
      ) : (
        <Stack gap={4}>
          <Group gap="xs">
            {hit.visibility === "public" && hit.path && (
              <Button
                leftSection={<IconLink size={16} />}
                onClick={() => onInsert(`${hit.title}: ${window.location.origin}${hit.path}`)}
              >
                {t("insertLink")}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<IconQuote size={16} />}
              // What is chosen in the text stays chosen.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onInsert(quoted())}
            >
              {t("quote")}
            </Button>
          </Group>
          <Text size="xs" className={classes.faint}>
            {t("quoteHint")}
          </Text>
        </Stack>
      )}
      <div ref={around}>
        {full ? <Rendered html={full.html} lang={hit.language} /> : <Loading error={error} />}
      </div>
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link
            to="/knowledge/article/$article"
            params={{ article: hit.id }}
            search={full ? { brand: full.article.brand } : {}}
            {...props}
          />
        )}
      >
        {t("open")}
      </Anchor>
    </Stack>
  );
}
