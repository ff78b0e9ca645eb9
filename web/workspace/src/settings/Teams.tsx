import { Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { colleagues } from "../app/live";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  Loading,
  Mark,
  Nothing,
  useBrand,
  useDraft,
  useKeyOf,
  useMayHere,
} from "./parts";
import { Several } from "./Several";
import { useWords } from "./words";

type Team = Schemas["Team"];

export function Teams() {
  const t = useWords();
  const brand = useBrand();
  const manages = useMayHere()("staff.manage");
  const queries = useQueryClient();
  const { data: teams, error } = useQuery({
    queryKey: ["teams", brand],
    queryFn: () => data(api.GET("/api/v1/teams", { params: { query: { brand } } })),
  });
  const [open, setOpen] = useState<string>();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["teams", brand] });
  };
  const found = teams?.find(({ id }) => id === open);
  return (
    <>
      <Heading title={t("teams")} hint={t("teamsHint")}>
        {manages && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
            {t("newTeam")}
          </Button>
        )}
      </Heading>
      {!teams ? (
        <Loading error={error} />
      ) : teams.length === 0 ? (
        <Nothing>{t("noTeams")}</Nothing>
      ) : (
        <Items label={t("teams")}>
          {teams.map((team) => (
            <Item
              key={team.id}
              icon={<IconUsersGroup size={18} stroke={1.7} aria-hidden />}
              title={team.name}
              sub={team.members.map((one) => (one.lead ? `${one.name} (${t("lead")})` : one.name)).join(", ")}
              marks={<Mark>{t("membersCount", { count: team.members.length })}</Mark>}
              onOpen={manages ? () => setOpen(team.id) : undefined}
            />
          ))}
        </Items>
      )}
      {open === "new" && <NewTeam brand={brand} onClose={close} />}
      {found && <TeamForm key={found.id} brand={brand} team={found} onClose={close} />}
    </>
  );
}

function NewTeam({ brand, onClose }: { brand: string; onClose: () => void }) {
  const t = useWords();
  const { draft, change, dirty } = useDraft({ name: "" });
  const keyOf = useKeyOf(draft);
  return (
    <EditDrawer
      title={t("newTeam")}
      dirty={dirty}
      onClose={onClose}
      saved={t("saved")}
      action={t("create")}
      size={420}
      onSave={() => data(api.POST("/api/v1/teams", { body: { name: draft.name, brand, key: keyOf() } }))}
    >
      <TextInput
        label={t("name")}
        description={t("newTeamHint")}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
    </EditDrawer>
  );
}

function TeamForm({ brand, team, onClose }: { brand: string; team: Team; onClose: () => void }) {
  const t = useWords();
  const { data: staff = [] } = useQuery(colleagues(brand));
  const { draft, change, dirty } = useDraft({
    members: team.members.map((one) => one.staff_id),
    leads: team.members.filter((one) => one.lead).map((one) => one.staff_id),
  });
  const nameOf = (id: string) =>
    staff.find((one) => one.id === id)?.name ??
    team.members.find((one) => one.staff_id === id)?.name ??
    t("unknownColleague");
  const keyOf = useKeyOf(draft);
  const save = () =>
    data(
      api.PUT("/api/v1/teams/{team}/members", {
        params: { path: { team: team.id } },
        body: {
          members: draft.members.map((staff) => ({ staff, lead: draft.leads.includes(staff) })),
          key: keyOf(),
        },
      }),
    );
  return (
    <EditDrawer title={team.name} dirty={dirty} onClose={onClose} onSave={save} saved={t("saved")} size={480}>
      <Several
        label={t("members")}
        value={draft.members}
        choices={staff
          .filter((one) => one.active || draft.members.includes(one.id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(members) => change({ members, leads: draft.leads.filter((one) => members.includes(one)) })}
      />
      {draft.members.length > 0 && (
        <Stack gap="xs">
          <Text size="sm" fw={500}>
            {t("leads")}
          </Text>
          <Text size="xs" c="dimmed">
            {t("leadsHint")}
          </Text>
          {draft.members.map((id) => (
            <Group key={id}>
              <Switch
                label={nameOf(id)}
                checked={draft.leads.includes(id)}
                onChange={(e) =>
                  change({
                    leads: e.currentTarget.checked
                      ? [...draft.leads, id]
                      : draft.leads.filter((one) => one !== id),
                  })
                }
              />
            </Group>
          ))}
        </Stack>
      )}
    </EditDrawer>
  );
}
