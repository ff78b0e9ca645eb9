import {
  Alert,
  Button,
  Group,
  Input,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, data } from "../app/api";
import { useBrands } from "../app/brands";
import { newKey } from "../app/live/writes";
import { queries } from "../app/queries";
import { useMay, useMe } from "../app/session";
import type { Listed, SavedView } from "./useList";
import { useWords } from "./words";

type Scope = SavedView["scope"];

/** Saves the list as it is now under a name; or, with `view`, renames and shares one that is there. */
export function ViewDialog({
  listed,
  view,
  onClose,
}: {
  listed: Listed;
  view?: SavedView;
  onClose: () => void;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const may = useMay();
  const brandIds = Object.keys(useMe().permissions).sort();
  const brands = useBrands();
  const [key] = useState(newKey);
  const [name, setName] = useState(view?.name ?? "");
  const [scope, setScope] = useState<Scope>(view?.scope ?? "own");
  const [team, setTeam] = useState<string | null>(view?.team ?? null);
  const [brand, setBrand] = useState(view?.brand ?? listed.filter.brand?.[0] ?? brandIds[0] ?? "");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const teams = useQuery({
    queryKey: ["teams", brand],
    enabled: scope === "team",
    queryFn: () => data(api.GET("/api/v1/teams", { params: { query: { brand } } })),
  });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const shared = { name, scope, team: scope === "team" ? team : null };
      const saved = await data(
        view
          ? api.PATCH("/api/v1/views/{view}", {
              params: { path: { view: view.id } },
              body: { ...shared, key },
            })
          : api.POST("/api/v1/views", {
              body: { ...shared, brand, filter: listed.filter, sort: listed.sort, key },
            }),
      );
      await queries.invalidateQueries({ queryKey: ["views"] });
      void queries.invalidateQueries({ queryKey: ["counts"] });
      onClose();
      if (!view) void navigate({ to: "/list/$list", params: { list: `view-${saved.id}` }, search: {} });
    } catch (problem) {
      setRefused((problem as Error).message);
    } finally {
      setBusy(false);
    }
  };
  const scopes = [
    { value: "own", label: t("own") },
    { value: "team", label: t("team") },
    ...(may("views.share", brand) || scope === "all" ? [{ value: "all", label: t("everybody") }] : []),
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(view ? "rename" : "save")}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <form onSubmit={save}>
        <Stack>
          {refused && (
            <Alert color="red" role="alert">
              {refused}
            </Alert>
          )}
          <TextInput
            label={t("name")}
            required
            maxLength={80}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div>
            <Input.Label id="view-scope" labelElement="div">
              {t("whoSees")}
            </Input.Label>
            <SegmentedControl
              fullWidth
              aria-labelledby="view-scope"
              value={scope}
              onChange={(value) => setScope(value as Scope)}
              data={scopes}
            />
          </div>
          {!view && brandIds.length > 1 && scope !== "own" && (
            <Select
              label={t("brand")}
              required
              allowDeselect={false}
              value={brand}
              onChange={(value) => value && setBrand(value)}
              data={brandIds.map((id) => ({
                value: id,
                label: brands.find((one) => one.id === id)?.name ?? id,
              }))}
            />
          )}
          {scope === "team" && (
            <Select
              label={t("whichTeam")}
              required
              value={team}
              onChange={setTeam}
              data={(teams.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("keep")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function DeleteView({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const t = useWords();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<string>();
  const remove = async () => {
    try {
      await api.DELETE("/api/v1/views/{view}", { params: { path: { view: view.id } } });
      onClose();
      await navigate({ to: "/list/$list", params: { list: "mine" }, search: {} });
      void queries.invalidateQueries({ queryKey: ["views"] });
      void queries.invalidateQueries({ queryKey: ["counts"] });
    } catch (problem) {
      setRefused((problem as Error).message);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("delete")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <Stack>
        <Text size="sm">{t("deleteSure", { name: view.name })}</Text>
        {refused && (
          <Alert color="red" role="alert">
            {refused}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("cancel")}
          </Button>
          <Button color="red" onClick={remove}>
            {t("delete")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
