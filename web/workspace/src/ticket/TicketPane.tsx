import { Center, Loader, Text } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { Refusal } from "../app/api";
import { useThread, useTicket } from "../app/live";
import { Composer } from "./Composer";

import { Header } from "./Header";
import { Thread } from "./Thread";
import classes from "./TicketPane.module.css";
import { useWords } from "./words";

export function TicketPane() {
  const { ticket: id } = useParams({ from: "/shell/list/$list/$ticket" });
  return <OneTicket key={id} id={id} />;
}

function OneTicket({ id }: { id: string }) {
  const t = useWords();
  const ticket = useTicket(id);
  const thread = useThread(id);
  const subject = ticket.data?.subject;
  useEffect(() => {
    if (subject) document.title = `${subject} · Pitboss`;
    return () => {
      document.title = "Pitboss";
    };
  }, [subject]);
  if (ticket.error) {
    return (
      <Center h="100%" p="xl">
        <Text role="alert">{ticket.error instanceof Refusal ? t("missing") : ticket.error.message}</Text>
      </Center>
    );
  }
  if (!ticket.data) {
    return (
      <Center h="100%">
        <Loader aria-label={t("loading")} />
      </Center>
    );
  }
  return (
    <section className={classes.pane} aria-label={`${t("ticket")} ${ticket.data.reference}`}>
      <Header ticket={ticket.data} />
      <Thread
        ticket={ticket.data}
        messages={thread.data?.messages ?? []}
        echoes={thread.data?.echoes ?? []}
      />
      <Composer ticket={ticket.data} />
    </section>
  );
}
