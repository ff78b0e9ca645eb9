import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, data } from "../app/api";
import { useMay } from "../app/session";
import { Evidence, MoveButton, StateMark } from "../official/Impostor";
import { useWords } from "../official/words";
import type { Ticket } from "../ticket/actions";
import classes from "./ContextPane.module.css";

/** Whom the player reports, and how far we are with having it taken down. */
export function Impostors({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const may = useMay()("impostors.manage", ticket.brand);
  const { data: found, error } = useQuery({
    queryKey: ["context", ticket.id, "impostors"],
    queryFn: () =>
      data(
        api.GET("/api/v1/brands/{brand}/tickets/{ticket}/impostors", {
          params: { path: { brand: ticket.brand, ticket: ticket.id } },
        }),
      ),
  });
  return (
    <Stack gap="sm">
      {error && (
        <Text size="sm" c="red" role="alert">
          {error.message}
        </Text>
      )}
      {found?.length === 0 && (
        <Text size="sm" className={classes.faint}>
          {t("noneHere")}
        </Text>
      )}
      {found?.map((impostor) => (
        <Stack key={impostor.id} gap={4}>
          <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>
            {impostor.value}
          </Text>
          <Evidence impostor={impostor} />
          {impostor.note && (
            <Text size="xs" className={classes.faint}>
              {impostor.note}
            </Text>
          )}
          <Group gap="xs">
            <StateMark state={impostor.state} />
            {may && impostor.next.length > 0 && <MoveButton brand={ticket.brand} impostor={impostor} />}
          </Group>
        </Stack>
      ))}
      {may && (
        <Anchor
          size="xs"
          renderRoot={(props) => (
            <Link
              to="/settings/$section"
              params={{ section: "impostors" }}
              search={{ brand: ticket.brand }}
              {...props}
            />
          )}
        >
          {t("allImpostors")}
        </Anchor>
      )}
    </Stack>
  );
}
