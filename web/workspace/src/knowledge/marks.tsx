/** Signs of an article; each says in a word what its colour says. */
import { Badge } from "@mantine/core";
import {
  IconArchive,
  IconCalendarClock,
  IconCheck,
  IconClockExclamation,
  IconEye,
  IconFileAlert,
  IconLock,
  IconPencil,
  IconUserCheck,
  IconUsers,
  IconWorld,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTimes } from "../app/times";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

const SIZE = { size: 13, stroke: 2, "aria-hidden": true };

interface State {
  state: "draft" | "published" | "archived";
  stage?: string | null;
  publish_at?: string | null;
  live?: number | null;
}

function Sign({ color, icon, children }: { color: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Badge variant="light" color={color} radius="sm" leftSection={icon} className={classes.mark}>
      {children}
    </Badge>
  );
}

/** How far it is: what readers see, and what is in work behind it. */
export function States({ article }: { article: State }) {
  const t = useWords();
  const { moment } = useTimes();
  return (
    <>
      {article.state === "published" && (
        <Sign color="green" icon={<IconCheck {...SIZE} />}>
          {t("published")}
        </Sign>
      )}
      {article.state === "archived" && (
        <Sign color="gray" icon={<IconArchive {...SIZE} />}>
          {t("archived")}
        </Sign>
      )}
      {article.stage === "draft" && (
        <Sign color="gray" icon={<IconPencil {...SIZE} />}>
          {t(article.state === "draft" ? "draft" : "nextDraft")}
        </Sign>
      )}
      {article.stage === "review" && (
        <Sign color="blue" icon={<IconEye {...SIZE} />}>
          {t("review")}
        </Sign>
      )}
      {article.stage === "approved" &&
        (article.publish_at ? (
          <Sign color="teal" icon={<IconCalendarClock {...SIZE} />}>
            {t("scheduledFor", { at: moment(article.publish_at) })}
          </Sign>
        ) : (
          <Sign color="teal" icon={<IconUserCheck {...SIZE} />}>
            {t("approved")}
          </Sign>
        ))}
    </>
  );
}

export function Cares({ article }: { article: { overdue: boolean; stale: boolean } }) {
  const t = useWords();
  return (
    <>
      {article.overdue && (
        <Sign color="orange" icon={<IconClockExclamation {...SIZE} />}>
          {t("overdueMark")}
        </Sign>
      )}
      {article.stale && (
        <Sign color="orange" icon={<IconFileAlert {...SIZE} />}>
          {t("staleMark")}
        </Sign>
      )}
    </>
  );
}

const SEEN_BY = { public: IconWorld, players: IconUsers, staff: IconLock, team: IconLock } as const;

export function SeenBy({ visibility }: { visibility: keyof typeof SEEN_BY }) {
  const t = useWords();
  const Icon = SEEN_BY[visibility];
  return (
    <Sign
      color={visibility === "staff" || visibility === "team" ? "yellow" : "gray"}
      icon={<Icon {...SIZE} />}
    >
      {t(`for_${visibility}`)}
    </Sign>
  );
}
