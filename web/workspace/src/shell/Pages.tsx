import { Button, Center, Loader } from "@mantine/core";
import { IconAlertTriangle, IconMapSearch, IconPlugConnectedX } from "@tabler/icons-react";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { Unreachable } from "../app/api";
import { isOutdated, renew } from "../app/renew";
import { usePageTitle } from "../app/title";
import { Message } from "./Message";
import { useWords } from "./pages.words";

/** For an address of which the desk knows nothing. */
export function NotFound() {
  const t = useWords();
  usePageTitle(t("lost"));
  return (
    <Message
      icon={IconMapSearch}
      title={t("lost")}
      text={t("lostWhy")}
      action={
        <Button.Group>
          <Button component={Link} to="/list/mine">
            {t("toMine")}
          </Button>
          <Button component={Link} to="/search" variant="default">
            {t("toSearch")}
          </Button>
        </Button.Group>
      }
    />
  );
}

/** In the place of a screen that broke. The rest of the desk goes on. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const t = useWords();
  const outdated = isOutdated(error);
  useEffect(() => {
    if (outdated) renew();
  }, [outdated]);
  const away = error instanceof Unreachable;
  return (
    <Message
      alert
      icon={away ? IconPlugConnectedX : IconAlertTriangle}
      title={t(away ? "away" : outdated ? "outdated" : "broken")}
      text={t(away ? "awayWhy" : outdated ? "outdatedWhy" : "brokenWhy")}
      action={
        <Button.Group>
          <Button onClick={() => window.location.reload()}>{t("reload")}</Button>
          {!outdated && (
            <Button variant="default" onClick={reset}>
              {t("again")}
            </Button>
          )}
        </Button.Group>
      }
    />
  );
}

/** While the code of a screen is on its way; it comes late, so that quick ones don't flash. */
export function Pending() {
  const t = useWords();
  return (
    <Center h="100%" mih="12rem">
      <Loader aria-label={t("loading")} />
    </Center>
  );
}
