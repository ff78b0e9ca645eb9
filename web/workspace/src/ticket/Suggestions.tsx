import { Box, Group, Paper, ScrollArea, Text, UnstyledButton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api, data } from "../app/api";
import { useLocale } from "../app/words";
import type { Ticket } from "./actions";
import classes from "./Composer.module.css";
import { emojiFor } from "./emoji";
import type { Asked } from "./suggest";
import { useWords } from "./words";

interface Option {
  id: string;
  label: string;
  hint?: string;
  pick: () => void;
}

export type Mention = { kind: "staff" | "team"; id: string; name: string };

interface Picks {
  onText: (text: string) => void;
  onCanned: (reply: string) => void;
  onMention: (mention: Mention) => void;
}

/** What fits the words before the cursor. */
export function useOptions(
  ticket: Ticket,
  asked: Asked | undefined,
  { onText, onCanned, onMention }: Picks,
): readonly Option[] {
  const { locale } = useLocale();
  const canned = useQuery({
    queryKey: ["canned", ticket.id, asked?.words],
    enabled: asked?.trigger === "/",
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET("/api/v1/canned-replies", {
          params: { query: { q: asked?.words ?? "", ticket: ticket.id, limit: 12 } },
        }),
      ),
  });
  const people = useQuery({
    queryKey: ["mentionable", ticket.id, asked?.words],
    enabled: asked?.trigger === "@",
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET("/api/v1/tickets/{name}/mentionable", {
          params: { path: { name: ticket.id }, query: { q: asked?.words ?? "" } },
        }),
      ),
  });
  return useMemo(() => {
    switch (asked?.trigger) {
      case "/":
        return (canned.data ?? []).map((reply) => ({
          id: reply.id,
          label: `/${reply.shortcut}`,
          hint: reply.title[locale] || reply.title.en || reply.title.ru || "",
          pick: () => onCanned(reply.id),
        }));
      case "@":
        return (people.data ?? []).map((one) => ({
          id: one.id,
          label: `@${one.name}`,
          ...(one.kind === "team" ? { hint: String(one.people) } : {}),
          pick: () => onMention({ kind: one.kind as Mention["kind"], id: one.id, name: one.name }),
        }));
      case ":":
        return emojiFor(asked.words)
          .slice(0, 12)
          .map(([sign, names]) => ({
            id: sign,
            label: sign,
            hint: names.split(" ")[0] ?? "",
            pick: () => onText(sign),
          }));
      default:
        return [];
    }
  }, [asked, canned.data, people.data, locale, onText, onCanned, onMention]);
}

export const optionId = (option: Option) => `option-${option.id}`;

interface Props {
  ticket: Ticket;
  options: readonly Option[];
  chosen: number;
  onChoose: (index: number) => void;
  /** Whether the options are canned replies, which show how they will read. */
  previews: boolean;
}

/** The open list above the words, with a look at the chosen canned reply. */
export function Suggestions({ ticket, options, chosen, onChoose, previews }: Props) {
  const t = useWords();
  const option = options[chosen];
  const preview = useQuery({
    queryKey: ["canned", "preview", option?.id, ticket.id],
    enabled: previews && option !== undefined,
    queryFn: () =>
      data(
        api.GET("/api/v1/canned-replies/{reply}/preview", {
          params: { path: { reply: option?.id ?? "" }, query: { ticket: ticket.id } },
        }),
      ),
  });
  const id = option && optionId(option);
  useEffect(() => {
    if (id) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id]);
  return (
    <Paper withBorder shadow="md" className={classes.suggestions}>
      <ScrollArea.Autosize mah={220} className={classes.options}>
        <Box role="listbox" aria-label={t("suggestions")}>
          {options.map((one, index) => (
            <UnstyledButton
              key={one.id}
              id={optionId(one)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={classes.option}
              data-chosen={index === chosen || undefined}
              onMouseMove={() => index !== chosen && onChoose(index)}
              onMouseDown={(event) => {
                event.preventDefault();
                one.pick();
              }}
            >
              <Group gap={6} wrap="nowrap">
                <Text size="sm" fw={500} className={classes.shortcut}>
                  {one.label}
                </Text>
                <Text size="xs" className={classes.faint} truncate>
                  {one.hint}
                </Text>
              </Group>
            </UnstyledButton>
          ))}
        </Box>
      </ScrollArea.Autosize>
      {previews && (
        <Box className={classes.preview} visibleFrom="sm">
          <Text size="sm" className={classes.previewed}>
            {preview.data?.text ?? ""}
          </Text>
          {(preview.data?.missing.length ?? 0) > 0 && (
            <Text size="xs" c="orange" mt={4}>
              {t("blanks", { names: preview.data?.missing.join(", ") ?? "" })}
            </Text>
          )}
        </Box>
      )}
    </Paper>
  );
}
