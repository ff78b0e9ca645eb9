import {
  Alert,
  Badge,
  Box,
  Button,
  Center,
  Group,
  Loader,
  Stack,
  Text,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useBrands } from "../app/brands";
import { useCommands } from "../app/commands";
import { useMay } from "../app/session";
import { useTimes } from "../app/times";
import { usePageTitle } from "../app/title";
import { BrandSelect } from "../shell/OneBrand";
import { ONE_COLUMN } from "../shell/Shell";
import { AlarmCard } from "./AlarmCard";
import { Detail } from "./Detail";
import { type Incident, useIncidents, useResolved, useTitle } from "./data";
import { IncidentDialog } from "./IncidentDialog";
import classes from "./Incidents.module.css";
import { Marks } from "./marks";
import { useWords } from "./words";

/** What is broken, what is suspected, what is over; and beside it the one that is chosen. */
export function Incidents() {
  const t = useWords();
  const { brand: asked, incident } = useSearch({ from: "/shell/incidents" });
  const navigate = useNavigate();
  const brands = useBrands();
  usePageTitle(t("incidents"));
  const brand = brands.find(({ id }) => id === asked) ?? brands[0];
  if (!brand)
    return (
      <Center p="xl">
        <Loader aria-label={t("loading")} />
      </Center>
    );
  return (
    <OfBrand
      key={brand.id}
      brand={brand.id}
      incident={incident}
      choice={
        <BrandSelect
          size="xs"
          w={170}
          brands={brands.map(({ id }) => id)}
          chosen={brand.id}
          onChoose={(id) => void navigate({ to: "/incidents", search: { brand: id } })}
        />
      }
    />
  );
}

function OfBrand({
  brand,
  incident,
  choice,
}: {
  brand: string;
  incident: string | undefined;
  choice: ReactNode;
}) {
  const t = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const phone = useMediaQuery(ONE_COLUMN, undefined, { getInitialValueInEffect: false });
  const known = useIncidents(brand);
  const resolved = useResolved(brand);
  const [opening, setOpening] = useState(false);
  const mayManage = may("incidents.manage", brand);
  const choose = (id?: string) =>
    void navigate({ to: "/incidents", search: id ? { brand, incident: id } : { brand } });
  useCommands(
    mayManage
      ? [{ id: "incident-open", group: t("incidents"), label: t("open"), run: () => setOpening(true) }]
      : [],
  );
  const over = resolved.data?.pages.flatMap(({ items }) => items) ?? [];
  const list = (
    <Stack gap="lg" className={classes.list}>
      <Stack gap={4}>
        <Group justify="space-between" gap="xs">
          <Title order={1} size="h2" tabIndex={-1}>
            {t("incidents")}
          </Title>
          {choice}
        </Group>
        <Text size="sm" c="dimmed">
          {t("about")}
        </Text>
      </Stack>
      {mayManage && (
        <Button variant="light" leftSection={<IconPlus size={16} />} onClick={() => setOpening(true)}>
          {t("open")}
        </Button>
      )}
      {known.isError && (
        <Alert color="orange" role="status">
          {t("failed")}
        </Alert>
      )}
      {known.data && known.data.suspected.length > 0 && (
        <Part title={t("suspected")} count={known.data.suspected.length}>
          {known.data.suspected.map((alarm) => (
            <AlarmCard key={alarm.id} alarm={alarm} mayDecide={mayManage} onOpened={choose} />
          ))}
        </Part>
      )}
      <Part title={t("openNow")} count={known.data?.open.length}>
        {known.isPending && <Loader size="sm" aria-label={t("loading")} />}
        {known.data?.open.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("nothingOpen")}
          </Text>
        )}
        {known.data?.open.map((one) => (
          <Line key={one.id} one={one} active={one.id === incident} onChoose={choose} />
        ))}
      </Part>
      {over.length > 0 && (
        <Part title={t("resolvedOnes")}>
          {over.map((one) => (
            <Line key={one.id} one={one} active={one.id === incident} onChoose={choose} />
          ))}
          {resolved.hasNextPage && (
            <Button
              variant="subtle"
              size="compact-sm"
              loading={resolved.isFetchingNextPage}
              onClick={() => void resolved.fetchNextPage()}
            >
              {t("more")}
            </Button>
          )}
        </Part>
      )}
    </Stack>
  );
  return (
    <Box className={classes.page}>
      {!(phone && incident) && list}
      {incident ? (
        <Box className={classes.detail}>
          {phone && (
            <Button
              variant="subtle"
              size="compact-sm"
              mb="sm"
              leftSection={<IconArrowLeft size={16} />}
              onClick={() => choose()}
            >
              {t("back")}
            </Button>
          )}
          <Detail key={incident} brand={brand} incident={incident} />
        </Box>
      ) : (
        !phone && (
          <Center className={classes.detail}>
            <Text c="dimmed">{t("choose")}</Text>
          </Center>
        )
      )}
      {opening && (
        <IncidentDialog
          brand={brand}
          onClose={() => setOpening(false)}
          onDone={(made) => {
            setOpening(false);
            choose(made.id);
          }}
        />
      )}
    </Box>
  );
}

function Part({
  title,
  count,
  children,
}: {
  title: string;
  count?: number | undefined;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <Group gap={8} mb="xs">
        <Title order={2} size="h5">
          {title}
        </Title>
        {count !== undefined && count > 0 && (
          <Badge variant="default" className="numbers">
            {count}
          </Badge>
        )}
      </Group>
      <Stack gap="xs">{children}</Stack>
    </section>
  );
}

function Line({ one, active, onChoose }: { one: Incident; active: boolean; onChoose: (id: string) => void }) {
  const t = useWords();
  const title = useTitle();
  const { moment } = useTimes();
  return (
    <UnstyledButton
      className={classes.line}
      data-active={active || undefined}
      aria-current={active ? "true" : undefined}
      onClick={() => onChoose(one.id)}
    >
      <Text size="sm" fw={600} lineClamp={2}>
        {title(one)}
      </Text>
      <Marks one={one} />
      <Text size="xs" c="dimmed" className="numbers">
        {[
          t("tickets", { count: one.counts.tickets }),
          one.resolved_at
            ? t("until", { at: moment(one.resolved_at) })
            : t("since", { at: moment(one.opened_at) }),
        ].join(" · ")}
      </Text>
    </UnstyledButton>
  );
}
