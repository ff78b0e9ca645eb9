import { Alert, Anchor, Button, Group, Loader, Modal, Radio, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, data } from "../app/api";
import { queries } from "../app/queries";
import { type Incident, openIn, useTitle } from "./data";
import { Marks } from "./marks";
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
  brands,
  tickets,
  onClose,
  onDone,
}: {
  brands: readonly string[];
  tickets: readonly string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useWords();
  const known = useQueries({ queries: brands.map(openIn) });
  const [chosen, choose] = useState("");
  const link = useLinking(onDone);
  const open: readonly Incident[] = known.flatMap(({ data: one }) => one?.open ?? []);
  const failed = known.find(({ error }) => error !== null)?.error;
  const pending = known.some(({ isPending }) => isPending);
  const [first = ""] = brands;
  return (
    <Modal opened onClose={onClose} title={t("link")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const one = open.find(({ id }) => id === chosen);
          if (one) link.mutate({ brand: one.brand, incident: one.id, tickets, how: "hand" });
        }}
      >
        <Stack>
          <Text size="sm">{t("linkWhy", { count: tickets.length })}</Text>
          {pending && <Loader size="sm" aria-label={t("loading")} />}
          {failed && (
            <Alert color="red" role="alert">
              {failed.message}
            </Alert>
          )}
          {!pending && open.length === 0 && (
            <Text size="sm">
              {t("noneOpen")}{" "}
              <Anchor
                renderRoot={(props) => (
                  <Link to="/incidents" search={first ? { brand: first } : {}} {...props} />
                )}
                onClick={onClose}
              >
                {t("toIncidents")}
              </Anchor>
            </Text>
          )}
          {open.length > 0 && (
            <Radio.Group label={t("which")} value={chosen} onChange={choose}>
              <Stack gap="sm" mt={6}>
                {open.map((one) => (
                  <Choice key={one.id} one={one} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={chosen === ""} loading={link.isPending}>
              {t("linkIt")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Choice({ one }: { one: Incident }) {
  const title = useTitle();
  return (
    <div>
      <Radio value={one.id} label={title(one)} mb={4} />
      <Group ml={30}>
        <Marks one={one} />
      </Group>
    </div>
  );
}
