import { Alert, Button, Group, Menu, Modal, Stack, Text, Textarea, UnstyledButton } from "@mantine/core";
import type { Reason } from "@pitboss/live";
import { IconAlertTriangle, IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useAct } from "../app/live";
import { useTimes } from "../app/times";
import { ChannelMark, useChannelName } from "../marks";
import type { Ticket } from "./actions";
import classes from "./Composer.module.css";
import { useWords } from "./words";

type Way = Schemas["Way"];

/** By which channel the answer goes, and to where; another where the player can be reached by more than one. */
export function Ways({ ticket }: { ticket: Ticket }) {
  const t = useWords();
  const nameOf = useChannelName();
  const [wanted, setWanted] = useState<Way>();
  const { data: ways = [] } = useQuery({
    // Leaving and coming back to the chat is in the timeline, so this is read again with it.
    queryKey: ["context", ticket.id, "ways", ticket.channel],
    queryFn: () => data(api.GET("/api/v1/tickets/{name}/ways", { params: { path: { name: ticket.id } } })),
  });
  const now = ways.find((way) => way.current);
  const left = ticket.channel === "webchat" && now?.to !== null && now !== undefined;
  const said = (
    <>
      <ChannelMark kind={left ? "email" : ticket.channel} size={14} />
      <Text size="xs" truncate>
        {left
          ? t("leftChat", { to: now.to ?? "" })
          : now?.to
            ? t("goesTo", { channel: nameOf(ticket.channel), to: now.to })
            : t("goesBy", { channel: nameOf(ticket.channel) })}
      </Text>
    </>
  );
  if (ways.length < 2) {
    return (
      <Group gap={4} wrap="nowrap" className={classes.way}>
        {said}
      </Group>
    );
  }
  return (
    <>
      <Menu position="top-end" width={300} withinPortal>
        <Menu.Target>
          <UnstyledButton className={classes.way} aria-label={t("changeWay")}>
            <Group gap={4} wrap="nowrap">
              {said}
              <IconChevronDown size={13} aria-hidden />
            </Group>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("answerBy")}</Menu.Label>
          {ways.map((way) => (
            <Menu.Item
              key={way.channel}
              leftSection={<ChannelMark kind={way.kind} />}
              rightSection={way.current && <IconCheck size={15} aria-label={t("chosen")} />}
              onClick={() => !way.current && setWanted(way)}
            >
              {nameOf(way.kind)}
              {way.to && (
                <Text size="xs" className={classes.faint}>
                  {way.to}
                </Text>
              )}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {wanted && now && (
        <Switch ticket={ticket} from={now} to={wanted} onClose={() => setWanted(undefined)} />
      )}
    </>
  );
}

function Switch({ ticket, from, to, onClose }: { ticket: Ticket; from: Way; to: Way; onClose: () => void }) {
  const t = useWords();
  const nameOf = useChannelName();
  const { length } = useTimes();
  const { act } = useAct(ticket.id);
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const promise = (way: Way) => (way.next_reply === null ? t("noPromise") : length(way.next_reply));
  const warnings = [
    ...(from.next_reply !== to.next_reply
      ? [t("promiseChanges", { from: promise(from), to: promise(to) })]
      : []),
    ...(to.to !== null ? [t("mailPrivacy", { to: to.to })] : []),
    ...(to.to !== null && !to.registered ? [t("mailUnconfirmed")] : []),
    ...(to.kind === "webchat" ? [t("chatExpects")] : []),
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("switchTo", { channel: nameOf(to.kind) })}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          act("channel", { channel: to.channel, reason })
            .then(onClose, (problem: Reason) => setRefused(problem.detail))
            .finally(() => setBusy(false));
        }}
      >
        <Stack>
          {refused && (
            <Alert color="red" role="alert">
              {refused}
            </Alert>
          )}
          {warnings.length > 0 && (
            <Alert color="yellow" icon={<IconAlertTriangle size={18} />} title={t("switchMind")}>
              <Stack gap={6}>
                {warnings.map((warning) => (
                  <Text key={warning} size="sm">
                    {warning}
                  </Text>
                ))}
              </Stack>
            </Alert>
          )}
          <Textarea
            label={t("fieldReasonOptional")}
            autosize
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} data-autofocus>
              {t("switchDo")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
