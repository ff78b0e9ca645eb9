import { Alert, Anchor, Group, Loader, Radio, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Incident, openIn, useTitle } from "./data";
import { Marks } from "./marks";
import { useWords } from "./words";

/** The open incidents of brands, one of which is chosen. */
export function ChooseIncident({
  brands,
  chosen,
  choose,
  onLeave,
}: {
  brands: readonly string[];
  chosen: string;
  choose: (one: Incident) => void;
  onLeave?: () => void;
}) {
  const t = useWords();
  const known = useQueries({ queries: brands.map(openIn) });
  const open: readonly Incident[] = known.flatMap(({ data: one }) => one?.open ?? []);
  const failed = known.find(({ error }) => error !== null)?.error;
  const pending = known.some(({ isPending }) => isPending);
  const [first = ""] = brands;
  if (failed)
    return (
      <Alert color="red" role="alert">
        {failed.message}
      </Alert>
    );
  if (pending) return <Loader size="sm" aria-label={t("loading")} />;
  if (open.length === 0)
    return (
      <Text size="sm">
        {t("noneOpen")}{" "}
        <Anchor
          renderRoot={(props) => <Link to="/incidents" search={first ? { brand: first } : {}} {...props} />}
          onClick={onLeave}
        >
          {t("toIncidents")}
        </Anchor>
      </Text>
    );
  return (
    <Radio.Group
      label={t("which")}
      value={chosen}
      onChange={(picked) => {
        const one = open.find(({ id }) => id === picked);
        if (one) choose(one);
      }}
    >
      <Stack gap="sm" mt={6}>
        {open.map((one) => (
          <Choice key={one.id} one={one} />
        ))}
      </Stack>
    </Radio.Group>
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
