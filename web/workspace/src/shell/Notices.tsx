import type { LiveEvent } from "@pitboss/live";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { happened, seeHappenings } from "../app/happenings";
import { useLiveEvents } from "../app/live";
import { chime, showOnDesktop, titled, watch } from "../app/notices";
import { usePreferences } from "../app/preferences";
import { useMe } from "../app/session";
import { seeTold, useTold } from "../app/told";
import { useWords } from "./notices.words";

/** Calls attention to what needs me: the page's title, a short sound, a notice of the system. */
export function Notices() {
  const t = useWords();
  const me = useMe().id;
  const { sound, desktopNotices } = usePreferences();
  const navigate = useNavigate();
  const matters = useMemo(() => watch(me), [me]);
  const [unseen, setUnseen] = useState(0);
  const { ticket: open } = useParams({ strict: false });
  const told = useTold();
  useEffect(() => {
    if (open === undefined) return;
    seeHappenings(me, open);
    void seeTold(told.filter(({ ticket_id }) => ticket_id === open));
  }, [me, open, told]);

  useLiveEvents((event: LiveEvent) => {
    const why = matters(event);
    if (!why) return;
    if (sound) chime();
    if (why.kind !== "broadcast" && why.about)
      happened(me, why.kind, why.about, why.about.ticket === open && !document.hidden);
    if (!document.hidden) return;
    setUnseen((count) => count + 1);
    if (!desktopNotices) return;
    const { kind, about } = why;
    if (!about) {
      showOnDesktop(t(kind), "", kind, () => undefined);
      return;
    }
    showOnDesktop(`${t(kind)} · ${about.reference}`, about.subject, about.ticket, () =>
      navigate({ to: "/list/$list/$ticket", params: { list: "mine", ticket: about.ticket } }),
    );
  });

  useEffect(() => {
    const shown = () => {
      if (!document.hidden) setUnseen(0);
    };
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, []);

  useEffect(() => {
    if (localStorage.getItem("pitboss.push") === null) return;
    void import("../app/push").then(({ renewPush }) => renewPush()).catch(() => undefined);
  }, []);

  // The title belongs to whatever screen is open; the number is put before it and taken away again.
  useEffect(() => titled(unseen), [unseen]);
  return null;
}
