/** A number of the reports that opens the cases it is made of. */
import { Anchor, Drawer, Group, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { createContext, type PropsWithChildren, useContext, useMemo, useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { Loading, Nothing, ShowMore, usePhone } from "../settings/parts";
import { useBehindWords } from "./behind.words";
import classes from "./complaints.module.css";
import { useCategories } from "./data";
import { sumOf } from "./facts";
import { useHappened } from "./happened.words";
import { StageMark } from "./marks";

/** Which row of which report: as the server takes it. */
export interface Row {
  figure: Schemas["Behind"];
  category?: string;
  subcategory?: string;
  week?: string;
  outcome?: string;
  stage?: string;
  owner?: string;
  currency?: string;
  kind?: string;
  force?: string;
  clause?: string;
  of_team?: string;
}

interface Asked {
  brand: string;
  weeks: number;
  category?: string;
}

interface Opened {
  asked: Asked & Row;
  title: string;
}

const Opens = createContext<(opened: Opened) => void>(() => undefined);

/** Opens the cases behind a figure. */
export const useOpening = () => useContext(Opens);

/** Around all reports: one drawer for all their numbers. */
export function BehindNumbers({ children }: PropsWithChildren) {
  const [opened, open] = useState<Opened>();
  const opens = useMemo(() => (next: Opened) => open(next), []);
  return (
    <Opens.Provider value={opens}>
      {children}
      {opened && <Cases opened={opened} onClose={() => open(undefined)} />}
    </Opens.Provider>
  );
}

/** `what` says in a few words what is counted: it is the drawer's title and, with the number, the button's name. */
export function Count({
  asked,
  of: row,
  what,
  children: count,
}: {
  asked: Asked;
  of: Row;
  what: string;
  children: number;
}) {
  const t = useBehindWords();
  const open = useContext(Opens);
  if (count === 0) return <>0</>;
  return (
    <Anchor
      component="button"
      type="button"
      inherit
      className="numbers"
      aria-label={t("opens", { number: count, what })}
      onClick={() => open({ asked: { ...asked, ...row }, title: what })}
    >
      {count}
    </Anchor>
  );
}

/** As a number, for what is no count of its own: a sum, the weeks of a line. */
export function Opening({
  asked,
  of: row,
  what,
  children,
}: PropsWithChildren<{ asked: Asked; of: Row; what: string }>) {
  const open = useContext(Opens);
  const t = useBehindWords();
  return (
    <Anchor
      component="button"
      type="button"
      inherit
      className="numbers"
      aria-label={`${what}. ${t("shows")}`}
      onClick={() => open({ asked: { ...asked, ...row }, title: what })}
    >
      {children}
    </Anchor>
  );
}

function Cases({ opened: { asked, title }, onClose }: { opened: Opened; onClose: () => void }) {
  const t = useBehindWords();
  const phone = usePhone();
  const happened = useHappened();
  const categories = useCategories();
  const { moment } = useTimes();
  const found = useInfiniteQuery({
    queryKey: ["complaints", "reports", "behind", asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      data(
        api.GET("/api/v1/complaints/reports/behind", {
          params: { query: { ...asked, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.next,
  });
  const cases = found.data?.pages.flatMap(({ items }) => items);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? "100%" : 520}
      title={title}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {!cases && <Loading error={found.error} />}
      {cases?.length === 0 && <Nothing>{t("none")}</Nothing>}
      {cases && cases.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mb="sm" role="status">
            {found.hasNextPage ? t("hasMore", { count: cases.length }) : t("counts", { count: cases.length })}
            . {t("hint")}
          </Text>
          <ul className={classes.rows} aria-label={title}>
            {cases.map((one) => (
              <li key={one.key} data-case={one.reference}>
                <Group gap="xs" justify="space-between">
                  <Anchor
                    size="sm"
                    fw={600}
                    className="numbers"
                    renderRoot={(props) => (
                      <Link
                        to="/complaints/$complaint"
                        params={{ complaint: one.reference }}
                        search={{ brand: asked.brand }}
                        {...props}
                      />
                    )}
                  >
                    {one.reference}
                  </Anchor>
                  <StageMark stage={one.stage} />
                </Group>
                <Text size="sm">{categories.both(one.category, one.subcategory)}</Text>
                {one.amount !== null && (
                  <Text size="sm" fw={600} className="numbers">
                    {sumOf(one.amount)} {one.currency}
                  </Text>
                )}
                <Text size="xs" c="dimmed" className="numbers">
                  {moment(one.at)}
                  {one.type !== null &&
                    one.event !== null &&
                    ` · ${t("event", { what: happened.what(one.type), number: String(one.event) })}`}
                </Text>
              </li>
            ))}
          </ul>
          <ShowMore of={found}>{t("more")}</ShowMore>
        </>
      )}
    </Drawer>
  );
}
