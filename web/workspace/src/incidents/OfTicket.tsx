import { ActionIcon, Alert, Anchor, Button, Group, Stack, Text, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconLink, IconUnlink } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { queries } from "../app/queries";
import { useMay } from "../app/session";
import type { Ticket } from "../ticket/actions";
import { useOfTicket, useTitle } from "./data";
import { LinkDialog, useLinking } from "./LinkDialog";
import { StateMark } from "./marks";
import { useWords } from "./words";

type Brief = Schemas["IncidentInBrief"];

export const mayLink = (may: (permission: string, brand?: string) => boolean, brand: string) =>
  may("tickets.reply", brand) || may("incidents.manage", brand);

function To({ one }: { one: Brief }) {
  const title = useTitle();
  return (
    <Anchor
      size="sm"
      fw={600}
      renderRoot={(props) => (
        <Link to="/incidents" search={{ brand: one.brand, incident: one.id }} {...props} />
      )}
    >
      {title(one)}
    </Anchor>
  );
}

/** What a ticket is part of, or seems to report. */
export function OfTicket({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const may = useMay();
  const shown = useOfTicket(ticket.id);
  const [linking, setLinking] = useState(false);
  const link = useLinking(() => undefined);
  const allowed = mayLink(may, ticket.brand);
  const unlink = useMutation({
    mutationFn: (incident: string) =>
      api.DELETE("/api/v1/brands/{brand}/incidents/{incident}/tickets/{ticket}", {
        headers: { "Idempotency-Key": newKey() },
        params: { path: { brand: ticket.brand, incident, ticket: ticket.id } },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["incidents"] }),
    onError: (problem) => notifications.show({ color: "red", message: problem.message }),
  });
  if (!shown.data) return null;
  const { part_of: partOf, looks_like: like } = shown.data;
  return (
    <Stack gap="sm">
      {like && (
        <Alert color="yellow" icon={<IconAlertTriangle size={16} aria-hidden />} p="xs">
          <Stack gap={6}>
            <Text size="sm">
              {t("looksLike")} <To one={like} />
            </Text>
            {allowed && (
              <Group>
                <Button
                  size="compact-sm"
                  leftSection={<IconLink size={15} />}
                  loading={link.isPending}
                  onClick={() =>
                    link.mutate({
                      brand: ticket.brand,
                      incident: like.id,
                      tickets: [ticket.id],
                      how: "suggestion",
                    })
                  }
                >
                  {t("linkIt")}
                </Button>
              </Group>
            )}
          </Stack>
        </Alert>
      )}
      {partOf.map((one) => (
        <Stack key={one.id} gap={4}>
          <Group gap={6} wrap="nowrap" justify="space-between" align="flex-start">
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {t("partOf")} <To one={one} />
            </Text>
            {allowed && (
              <Tooltip label={t("unlink")}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t("unlink")}
                  loading={unlink.isPending}
                  onClick={() => unlink.mutate(one.id)}
                >
                  <IconUnlink size={14} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
          <Group>
            <StateMark state={one.state} />
          </Group>
        </Stack>
      ))}
      {partOf.length === 0 && !like && (
        <Text size="sm" c="dimmed">
          {t("notPart")}
        </Text>
      )}
      {allowed && partOf.every(({ state }) => state === "resolved") && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconLink size={15} />}
            onClick={() => setLinking(true)}
          >
            {t("link")}
          </Button>
        </Group>
      )}
      {linking && (
        <LinkDialog
          brand={ticket.brand}
          tickets={[ticket.id]}
          onClose={() => setLinking(false)}
          onDone={() => setLinking(false)}
        />
      )}
    </Stack>
  );
}
