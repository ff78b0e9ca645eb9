import { ActionIcon, Alert, Center, Collapse, Group, Loader, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconChevronUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTicket } from "../app/live";
import { prefer, usePreferences } from "../app/preferences";
import { useLocale } from "../app/words";
import { OfTicket } from "../incidents/OfTicket";
import type { Ticket } from "../ticket/actions";
import { type Block, moved, ordered } from "./blocks";
import classes from "./ContextPane.module.css";
import { Documents } from "./Documents";
import { Impostors } from "./Impostors";
import { PlayerBlock } from "./Player";
import { Device, Links, Others, Promises, Tags, Timeline, Why } from "./parts";
import { useWords } from "./words";

export type Context = Schemas["TicketContext"];

const SHOWN: Readonly<Record<Block, (given: { ticket: Ticket; context: Context }) => ReactNode>> = {
  player: PlayerBlock,
  others: Others,
  impostors: Impostors,
  incidents: OfTicket,
  documents: Documents,
  promises: Promises,
  why: Why,
  device: Device,
  links: Links,
  tags: Tags,
  timeline: Timeline,
};

/** What stands beside a ticket. `ticket`: an id, a number or a reference. */
export function ContextPane({ ticket: name }: { ticket: string }) {
  const t = useWords();
  const ticket = useTicket(name).data;
  const { locale } = useLocale();
  const id = ticket?.id;
  const context = useQuery({
    queryKey: ["context", id, locale],
    enabled: id !== undefined,
    queryFn: () =>
      data(
        api.GET("/api/v1/tickets/{name}/context", {
          params: { path: { name: id ?? "" }, query: { language: locale } },
        }),
      ),
  });
  const { blocks } = usePreferences();
  const order = ordered(blocks.order);
  const shown = order.filter((name) => name !== "impostors" || ticket?.topic === "fake_support");
  if (context.error && !context.data) {
    return (
      <Alert color="red" m="sm" role="alert">
        {context.error.message}
      </Alert>
    );
  }
  if (!ticket || !context.data) {
    return (
      <Center h="100%" mih={160}>
        <Loader size="sm" aria-label={t("loading")} />
      </Center>
    );
  }
  const known = context.data;
  return (
    <aside className={classes.pane} aria-label={t("context")}>
      {shown.map((name, n) => {
        const Shown = SHOWN[name];
        return (
          <Section
            key={name}
            name={name}
            open={!blocks.folded.includes(name)}
            onToggle={() =>
              prefer({
                blocks: {
                  ...blocks,
                  folded: blocks.folded.includes(name)
                    ? blocks.folded.filter((other) => other !== name)
                    : [...blocks.folded, name],
                },
              })
            }
            onMove={(by) => prefer({ blocks: { ...blocks, order: moved(shown, name, by) } })}
            first={n === 0}
            last={n === shown.length - 1}
          >
            <Shown ticket={ticket} context={known} />
          </Section>
        );
      })}
    </aside>
  );
}

interface SectionProps {
  name: Block;
  open: boolean;
  first: boolean;
  last: boolean;
  onToggle: () => void;
  onMove: (by: -1 | 1) => void;
  children: ReactNode;
}

function Section({ name, open, first, last, onToggle, onMove, children }: SectionProps) {
  const t = useWords();
  const id = useId();
  const block = t(name);
  return (
    <section className={classes.block} aria-label={block}>
      <div className={classes.head}>
        <UnstyledButton className={classes.title} aria-expanded={open} aria-controls={id} onClick={onToggle}>
          <IconChevronRight size={15} className={classes.chevron} data-open={open || undefined} aria-hidden />
          {block}
        </UnstyledButton>
        <Group gap={0} wrap="nowrap" className={classes.movers}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={first}
            aria-label={t("up", { block })}
            onClick={() => onMove(-1)}
          >
            <IconChevronUp size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={last}
            aria-label={t("down", { block })}
            onClick={() => onMove(1)}
          >
            <IconChevronDown size={14} />
          </ActionIcon>
        </Group>
      </div>
      <Collapse expanded={open} id={id}>
        <div className={classes.body}>{open && children}</div>
      </Collapse>
    </section>
  );
}
