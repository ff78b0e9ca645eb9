import type { LiveEvent } from "@pitboss/live";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useLiveEvents } from "../app/live";
import { readAgain } from "../app/live/caches";
import { chime, type Mattering, SOUND_OF, showOnDesktop, titled, watch } from "../app/notices";
import { inOneWindow } from "../app/once";
import { usePreferences } from "../app/preferences";
import { useMe } from "../app/session";
import { seeTold, told as tellings, useTold } from "../app/told";
import { useWords } from "./notices.words";

/** Calls attention to what needs me: the page's title, a short sound, a notice of the system. Of several windows one
 * sounds. */
export function Notices() {
  const t = useWords();
  const me = useMe().id;
  const { sound, sounds, desktopNotices } = usePreferences();
  const navigate = useNavigate();
  const matters = useMemo(() => watch(me), [me]);
  const [unseen, setUnseen] = useState(0);
  const looking = useLooking(() => setUnseen(0));
  const { ticket: open } = useParams({ strict: false });
  const told = useTold();
  useEffect(() => {
    if (open !== undefined && looking) void seeTold(told.filter(({ ticket_id }) => ticket_id === open));
  }, [open, told, looking]);

  useLiveEvents((event: LiveEvent) => {
    const why = matters(event);
    if (!why) return;
    readAgain(tellings.queryKey);
    if (document.hidden) setUnseen((count) => count + 1);
    inOneWindow(String(why.number), () => {
      if (sound && sounds[SOUND_OF[why.kind]]) chime();
      if (document.hidden && desktopNotices) show(why);
    });
  });

  const show = ({ kind, about }: Mattering) => {
    if (!about)
      showOnDesktop(t(kind), "", kind, () => {
        if (kind === "report_safety") void navigate({ to: "/complaints/unknown" });
        if (kind === "complaint_safety") void navigate({ to: "/complaints" });
      });
    else
      showOnDesktop(`${t(kind)} · ${about.reference}`, about.subject, about.ticket, () =>
        navigate({ to: "/list/$list/$ticket", params: { list: "mine", ticket: about.ticket } }),
      );
  };

  useEffect(() => {
    if (localStorage.getItem("pitboss.push") === null) return;
    void import("../app/push").then(({ renewPush }) => renewPush()).catch(() => undefined);
  }, []);

  // The title belongs to whatever screen is open; the number is put before it and taken away again.
  useEffect(() => titled(unseen), [unseen]);
  return null;
}

/** Whether the page is in front of me; `onReturn` when it is again. */
function useLooking(onReturn: () => void): boolean {
  const [looking, setLooking] = useState(!document.hidden);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onReturn` only sets a state
  useEffect(() => {
    const changed = () => {
      setLooking(!document.hidden);
      if (!document.hidden) onReturn();
    };
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, []);
  return looking;
}
