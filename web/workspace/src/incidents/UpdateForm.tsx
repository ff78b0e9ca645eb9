import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  Paper,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, data } from "../app/api";
import { newKey } from "../app/live/writes";
import { queries } from "../app/queries";
import { useLocale } from "../app/words";
import { type IncidentState, type InFull, STATES } from "./data";
import classes from "./Incidents.module.css";
import { useWords } from "./words";

/** One text in both languages for the players of all linked tickets; seen as they will read it before it goes. */
export function UpdateForm({ one }: { one: InFull }) {
  const t = useWords();
  const [state, setState] = useState<IncidentState>(one.state);
  const [ru, setRu] = useState("");
  const [en, setEn] = useState("");
  const [tell, setTell] = useState(true);
  const [solves, setSolves] = useState(false);
  const [sure, setSure] = useState(false);
  const key = useRef(newKey());
  const over = state === "resolved";
  const said = ru.trim() !== "" && en.trim() !== "";
  const half = (ru.trim() === "") !== (en.trim() === "");
  const tells = tell && said && one.counts.tickets > 0;
  const send = useMutation({
    mutationFn: () =>
      data(
        api.POST("/api/v1/brands/{brand}/incidents/{incident}/updates", {
          params: { path: { brand: one.brand, incident: one.id } },
          body: {
            state,
            text_ru: ru,
            text_en: en,
            tell,
            solves: over && tell && solves,
            version: one.version,
            key: key.current,
          },
        }),
      ),
    onSuccess: () => {
      setSure(false);
      void queries.invalidateQueries({ queryKey: ["incidents"] });
    },
    onError: () => {
      key.current = newKey();
      setSure(false);
    },
  });
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="write-update">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (tells) setSure(true);
          else send.mutate();
        }}
      >
        <Stack>
          <div>
            <Title order={3} size="h5" id="write-update">
              {t("update")}
            </Title>
            <Text size="sm" c="dimmed">
              {t("updateWhy", { count: one.counts.tickets })}
            </Text>
          </div>
          {send.error && (
            <Alert color="red" role="alert">
              {send.error.message}
            </Alert>
          )}
          <Select
            label={t("state")}
            allowDeselect={false}
            maw={280}
            value={state}
            data={STATES.map((value) => ({ value, label: t(value) }))}
            onChange={(value) => value && setState(value as IncidentState)}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Textarea
              label={t("textRu")}
              lang="ru"
              autosize
              minRows={3}
              maxRows={12}
              maxLength={4_000}
              required={over || half}
              value={ru}
              onChange={(event) => setRu(event.currentTarget.value)}
            />
            <Textarea
              label={t("textEn")}
              lang="en"
              autosize
              minRows={3}
              maxRows={12}
              maxLength={4_000}
              required={over || half}
              value={en}
              onChange={(event) => setEn(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Checkbox
            label={t("tell")}
            description={tell ? undefined : t("tellOff")}
            checked={tell}
            onChange={(event) => setTell(event.currentTarget.checked)}
          />
          {over && (
            <Checkbox
              label={t("solve")}
              description={t("solveWhy")}
              disabled={!tell}
              checked={solves && tell}
              onChange={(event) => setSolves(event.currentTarget.checked)}
            />
          )}
          {tell && (ru.trim() !== "" || en.trim() !== "") && (
            <Preview one={one} state={state} ru={ru} en={en} solves={over && solves} />
          )}
          <Group justify="flex-end">
            <Button
              type="submit"
              leftSection={<IconSend size={16} />}
              loading={send.isPending && !sure}
              disabled={half || (!said && (over || state === one.state))}
            >
              {t(over ? "resolve" : "send")}
            </Button>
          </Group>
        </Stack>
      </form>
      {sure && (
        <Modal
          opened
          onClose={() => setSure(false)}
          title={t(over ? "resolve" : "send")}
          closeButtonProps={{ "aria-label": t("close") }}
        >
          <Stack>
            <Text>{t("sure", { count: one.counts.players })}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setSure(false)}>
                {t("cancel")}
              </Button>
              <Button data-autofocus loading={send.isPending} onClick={() => send.mutate()}>
                {t("sendNow")}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </Paper>
  );
}

function Preview({
  one,
  state,
  ru,
  en,
  solves,
}: {
  one: InFull;
  state: IncidentState;
  ru: string;
  en: string;
  solves: boolean;
}) {
  const t = useWords();
  const { locale } = useLocale();
  const [language, setLanguage] = useState<string>(locale);
  const [asked] = useDebouncedValue({ state, text_ru: ru, text_en: en, solves }, 400);
  const shown = useQuery({
    queryKey: ["incidents", one.id, "preview", asked],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.POST("/api/v1/brands/{brand}/incidents/{incident}/updates/preview", {
          params: { path: { brand: one.brand, incident: one.id } },
          body: asked,
        }),
      ),
  });
  const said = shown.data?.find((sheet) => sheet.language === language);
  return (
    <Stack gap="xs" component="section" aria-label={t("preview")}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500}>
          {t("preview")}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t("preview")}
          value={language}
          onChange={setLanguage}
          data={[
            { value: "ru", label: "Русский" },
            { value: "en", label: "English" },
          ]}
        />
      </Group>
      {said && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} lang={language}>
          <div className={classes.sheet}>
            <Text size="xs" c="dimmed">
              {t("mail")}
            </Text>
            <Text size="sm" fw={600}>
              {said.subject}
            </Text>
            <Text size="sm" className={classes.words}>
              {said.mail}
            </Text>
          </div>
          <div className={classes.sheet}>
            <Text size="xs" c="dimmed">
              {t("chat")}
            </Text>
            <Text size="sm" className={classes.words}>
              {said.chat}
            </Text>
          </div>
        </SimpleGrid>
      )}
    </Stack>
  );
}
