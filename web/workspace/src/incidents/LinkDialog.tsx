import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { queries } from "../app/queries";
import { ChooseIncident } from "./ChooseIncident";
import type { Incident } from "./data";
import { useWords } from "./words";

const AT_ONCE = 100;

/** Links tickets of a brand, some at a time, and says how it went. */
export function useLinking(onDone: () => void) {
  const t = useWords();
  return useMutation({
    mutationFn: async ({
      brand,
      incident,
      tickets,
      how,
    }: {
      brand: string;
      incident: string;
      tickets: readonly string[];
      how: "hand" | "suggestion";
    }) => {
      let linked = 0;
      const refused: string[] = [];
      for (let from = 0; from < tickets.length; from += AT_ONCE) {
        const done = await data(
          api.POST("/api/v1/brands/{brand}/incidents/{incident}/tickets", {
            params: { path: { brand, incident } },
            body: { tickets: tickets.slice(from, from + AT_ONCE), how },
          }),
        );
        linked += done.linked.length;
        refused.push(...done.refused.map(({ detail }) => detail));
      }
      return { linked, refused };
    },
    onSuccess: ({ linked, refused }) => {
      notifications.show({ color: "green", message: t("linked", { count: linked }) });
      if (refused.length > 0)
        notifications.show({
          color: "red",
          message: t("refused", { count: refused.length, why: [...new Set(refused)].join(" ") }),
        });
      void queries.invalidateQueries({ queryKey: ["incidents"] });
      onDone();
    },
    onError: (problem) => notifications.show({ color: "red", message: problem.message }),
  });
}

export function LinkDialog({
  brand,
  tickets,
  onClose,
  onDone,
}: {
  brand: string;
  tickets: readonly string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useWords();
  const [chosen, choose] = useState<Incident>();
  const link = useLinking(onDone);
  return (
    <Modal opened onClose={onClose} title={t("link")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) link.mutate({ brand, incident: chosen.id, tickets, how: "hand" });
        }}
      >
        <Stack>
          <Text size="sm">{t("linkWhy", { count: tickets.length })}</Text>
          <ChooseIncident brands={[brand]} chosen={chosen?.id ?? ""} choose={choose} onLeave={onClose} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={!chosen} loading={link.isPending}>
              {t("linkIt")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
