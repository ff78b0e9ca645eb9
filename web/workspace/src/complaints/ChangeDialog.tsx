import { Checkbox, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { usePeople } from "../lists/useList";
import { CategoryFields } from "./CategoryFields";
import { useWords } from "./case.words";
import { FormDialog, Words } from "./Dialog";
import { type Case, type Category, of, useChange } from "./data";

export function ChangeDialog({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useWords();
  const people = [...usePeople().values()];
  const teams = useQuery({
    queryKey: ["teams", one.brand],
    queryFn: () => data(api.GET("/api/v1/teams", { params: { query: { brand: one.brand } } })),
  });
  const change = useChange();
  const [began] = useState({
    category: one.category as string,
    subcategory: one.subcategory,
    summary: one.summary,
    safety: one.safety,
    resolved_at_first_contact: one.resolved_at_first_contact,
    owner: one.owner_staff_id,
    team: one.team_id,
  });
  const [draft, setDraft] = useState(began);
  const put = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const parts = Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== began[name as keyof typeof began]),
  ) as Partial<typeof draft>;
  const send = () =>
    change.run(
      draft,
      (headers) =>
        api.PATCH("/api/v1/complaints/{complaint}", {
          headers,
          ...of(one),
          body: { ...(parts as { category?: Category }), version: one.version },
        }),
      t("saved"),
    );
  return (
    <FormDialog
      title={t("changeTitle")}
      size="lg"
      onClose={onClose}
      action={t("save")}
      ready={Object.keys(parts).length > 0}
      change={change}
      onSend={send}
    >
      <Group grow align="flex-start">
        <Select
          label={t("owner")}
          clearable
          searchable
          placeholder={t("nobody")}
          value={draft.owner}
          onChange={(owner) => put({ owner })}
          data={people.map(({ staff_id, name }) => ({ value: staff_id, label: name }))}
        />
        <Select
          label={t("team")}
          clearable
          placeholder={t("noTeam")}
          value={draft.team}
          onChange={(team) => put({ team })}
          data={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Group>
      <CategoryFields
        value={draft}
        onChange={({ category, subcategory }) => put({ category: category ?? draft.category, subcategory })}
      />
      <Words
        label={t("summary")}
        required={false}
        minRows={3}
        maxLength={4_000}
        value={draft.summary}
        onChange={(summary) => put({ summary })}
      />
      <Checkbox
        label={t("safety")}
        checked={draft.safety}
        onChange={(event) => put({ safety: event.currentTarget.checked })}
      />
      <Checkbox
        label={t("firstContact")}
        checked={draft.resolved_at_first_contact}
        onChange={(event) => put({ resolved_at_first_contact: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
