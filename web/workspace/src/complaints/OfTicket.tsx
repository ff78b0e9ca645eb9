import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { FullTicket as Ticket } from "../app/live";
import { useMay } from "../app/session";
import { useNameOf } from "./names.words";
import { useWords } from "./ticket.words";

const RegisterDialog = lazy(async () => ({ default: (await import("./Register")).Register }));
const Decline = lazy(async () => ({ default: (await import("./Decline")).Decline }));

export const mayRegister = (may: (permission: string, brand?: string) => boolean, ticket: Ticket) =>
  ticket.merged_into === null && may("complaints.register", ticket.brand);

/** Opens a case of a ticket; the form comes when it is asked for. */
export function OfThisTicket({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  return (
    <Suspense fallback={null}>
      <RegisterDialog
        brand={ticket.brand}
        ticket={ticket}
        suggested={ticket.complaint?.category ?? null}
        onClose={onClose}
      />
    </Suspense>
  );
}

const TakeFilesDialog = lazy(async () => ({ default: (await import("./FromTicket")).TakeFiles }));

/** Whether a file of this ticket may be taken as evidence: it belongs to a case, and I work on cases. */
export const mayTakeFiles = (may: (permission: string, brand?: string) => boolean, ticket: Ticket) =>
  Boolean(ticket.complaint?.number) &&
  may("complaints.see", ticket.brand) &&
  may("complaints.handle", ticket.brand);

/** Takes files of a message as evidence of the case that the ticket belongs to. */
export function TakeFilesOf({
  ticket,
  message,
  onClose,
}: {
  ticket: Ticket;
  message: string;
  onClose: () => void;
}) {
  const number = ticket.complaint?.number;
  if (!number) return null;
  return (
    <Suspense fallback={null}>
      <TakeFilesDialog complaint={number} brand={ticket.brand} message={message} onClose={onClose} />
    </Suspense>
  );
}

const REASONS = ["formal", "accuses", "disputes", "demands", "dissatisfied", "classified"] as const;

/** The case that a ticket belongs to, or that it reads like one. */
export function ComplaintOfTicket({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const may = useMay();
  const nameOf = useNameOf();
  const [asking, ask] = useState<"register" | "decline">();
  const known = ticket.complaint;
  if (!known) return null;
  if (known.number) {
    const name = t("partOf", { number: known.number });
    return (
      <Group gap={6} px="sm" py={6} wrap="nowrap">
        <IconScale size={16} aria-hidden style={{ flexShrink: 0 }} />
        <Text size="sm">
          {may("complaints.see", ticket.brand) ? (
            <Anchor
              size="sm"
              fw={600}
              renderRoot={(props) => (
                <Link
                  to="/complaints/$complaint"
                  params={{ complaint: known.number ?? "" }}
                  search={{ brand: ticket.brand }}
                  {...props}
                />
              )}
            >
              {name}
            </Anchor>
          ) : (
            name
          )}
          {known.stage && ` · ${nameOf(known.stage)}`}
        </Text>
      </Group>
    );
  }
  if (!known.proposed || !mayRegister(may, ticket)) return null;
  const why = REASONS.find((reason) => reason === known.proposed) ?? "classified";
  return (
    <Alert color="yellow" m="xs" p="xs" icon={<IconScale size={17} aria-hidden />} role="status">
      <Group gap="xs" justify="space-between">
        <Text size="sm" flex="1 1 14rem">
          {t("readsLike", { why: t(why) })}
        </Text>
        <Group gap={6}>
          <Button size="compact-sm" onClick={() => ask("register")}>
            {t("accept")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => ask("decline")}>
            {t("decline")}
          </Button>
        </Group>
      </Group>
      {asking === "register" && <OfThisTicket ticket={ticket} onClose={() => ask(undefined)} />}
      {asking === "decline" && (
        <Suspense fallback={null}>
          <Decline ticket={ticket.id} onClose={() => ask(undefined)} />
        </Suspense>
      )}
    </Alert>
  );
}
