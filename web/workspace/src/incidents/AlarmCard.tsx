import { Alert, Anchor, Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../app/api";
import { queries } from "../app/queries";
import { useTimes } from "../app/times";
import { useTopics } from "../app/topics";
import type { Alarm } from "./data";
import { IncidentDialog } from "./IncidentDialog";
import { useWords } from "./words";

const QUIET_HOURS = [1, 4, 24, 168];

/** Many alike in ten minutes: confirmed, it is an incident; dismissed, it is quiet for a while. */
export function AlarmCard({
  alarm,
  mayDecide,
  onOpened,
}: {
  alarm: Alarm;
  mayDecide: boolean;
  onOpened: (incident: string) => void;
}) {
  const t = useWords();
  const { nameOf } = useTopics(alarm.brand);
  const { moment } = useTimes();
  const [doing, setDoing] = useState<"confirm" | "dismiss">();
  const usual = alarm.usual === null ? t("alarmNew") : t("alarmUsual", { usual: alarm.usual.toFixed(1) });
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={t("alarm", { count: alarm.players })}
      component="article"
    >
      <Stack gap={8}>
        <Text size="sm" fw={600}>
          {[nameOf(alarm.topic), alarm.words.join(" ")].filter(Boolean).join(": ")}
        </Text>
        <Text size="xs">
          {usual} · {t("lastAt", { at: moment(alarm.last_at) })}
        </Text>
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link
              to="/list/$list"
              params={{ list: "all" }}
              search={{ filter: { ticket: [...alarm.tickets], status: ["active", "solved", "closed"] } }}
              {...props}
            />
          )}
        >
          {t("showTickets")}
        </Anchor>
        {mayDecide && (
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => setDoing("confirm")}>
              {t("confirm")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDoing("dismiss")}>
              {t("dismiss")}
            </Button>
          </Group>
        )}
      </Stack>
      {doing === "confirm" && (
        <IncidentDialog
          brand={alarm.brand}
          alarm={alarm}
          onClose={() => setDoing(undefined)}
          onDone={(made) => {
            setDoing(undefined);
            onOpened(made.id);
          }}
        />
      )}
      {doing === "dismiss" && <Dismiss alarm={alarm} onClose={() => setDoing(undefined)} />}
    </Alert>
  );
}

function Dismiss({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const t = useWords();
  const [reason, setReason] = useState("");
  const [hours, setHours] = useState("1");
  const dismiss = useMutation({
    mutationFn: () =>
      api.POST("/api/v1/brands/{brand}/alarms/{alarm}/dismiss", {
        params: { path: { brand: alarm.brand, alarm: alarm.id } },
        body: { reason, quiet_minutes: Number(hours) * 60 },
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["incidents"] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("dismiss")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          dismiss.mutate();
        }}
      >
        <Stack>
          {dismiss.error && (
            <Alert color="red" role="alert">
              {dismiss.error.message}
            </Alert>
          )}
          <Textarea
            label={t("dismissWhy")}
            placeholder={t("dismissHow")}
            required
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Select
            label={t("quiet")}
            allowDeselect={false}
            value={hours}
            data={QUIET_HOURS.map((count) => ({ value: String(count), label: t("hours", { count }) }))}
            onChange={(value) => setHours(value ?? "1")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={dismiss.isPending} disabled={reason.trim() === ""}>
              {t("dismiss")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
