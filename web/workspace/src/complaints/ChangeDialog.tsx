import { Button, Checkbox, Group, Modal, Select, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { usePeople } from "../lists/useList";
import { Refused } from "../settings/parts";
import { useWords } from "./case.words";
import { type Case, type Category, of, useCategories, useChange } from "./data";

export function ChangeDialog({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useWords();
  const categories = useCategories();
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
  const subcategories = categories.under(draft.category);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("changeTitle")}
      closeButtonProps={{ "aria-label": t("close_") }}
    >
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          const went = await change.run(
            draft,
            (headers) =>
              api.PATCH("/api/v1/complaints/{complaint}", {
                headers,
                ...of(one),
                body: { ...(parts as { category?: Category }), version: one.version },
              }),
            t("saved"),
          );
          if (went) onClose();
        }}
      >
        <Stack>
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
          <Group grow align="flex-start">
            <Select
              label={t("category")}
              searchable
              allowDeselect={false}
              value={draft.category}
              onChange={(category) => put({ category: category ?? draft.category, subcategory: "" })}
              data={categories.all}
            />
            {subcategories.length > 0 && (
              <Select
                label={t("subcategory")}
                clearable
                value={draft.subcategory || null}
                onChange={(subcategory) => put({ subcategory: subcategory ?? "" })}
                data={subcategories}
              />
            )}
          </Group>
          <Textarea
            label={t("summary")}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={4_000}
            value={draft.summary}
            onChange={(event) => put({ summary: event.currentTarget.value })}
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
          <Refused problem={change.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={Object.keys(parts).length === 0} loading={change.busy}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
