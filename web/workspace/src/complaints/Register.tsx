import { Checkbox, Group, Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, data } from "../app/api";
import { useBrands } from "../app/brands";
import { useMay } from "../app/session";
import { CategoryFields } from "./CategoryFields";
import { FormDialog, Words } from "./Dialog";
import { type Category, useChange } from "./data";
import { PickPlayer } from "./PickPlayer";
import { useWords } from "./words";

interface Draft {
  player: string | null;
  category: string | null;
  subcategory: string;
  summary: string;
  channel: string;
  received: string;
  safety: boolean;
  firstContact: boolean;
}

/** Opens a case: of a ticket, or by hand for what was said elsewhere. */
export function Register({
  brand: given,
  ticket,
  suggested,
  onClose,
}: {
  brand: string;
  ticket?: { id: string; reference: string; brand: string; subject: string };
  suggested?: string | null;
  onClose: () => void;
}) {
  const t = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const brands = useBrands().filter(({ id }) => may("complaints.register", id));
  const [chosen, choose] = useState(given);
  const brand =
    ticket?.brand ?? (brands.some(({ id }) => id === chosen) ? chosen : (brands[0]?.id ?? chosen));
  const change = useChange();
  const [draft, setDraft] = useState<Draft>({
    player: null,
    category: suggested ?? null,
    subcategory: "",
    summary: ticket?.subject ?? "",
    channel: "phone",
    received: "",
    safety: false,
    firstContact: false,
  });
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const ready =
    draft.category !== null && draft.summary.trim() !== "" && (ticket !== undefined || draft.player !== null);
  const send = async () => {
    const common = {
      category: draft.category as Category,
      subcategory: draft.subcategory,
      summary: draft.summary.trim(),
      safety: draft.safety,
      resolved_at_first_contact: draft.firstContact,
    };
    let made: { number: string; brand: string } | undefined;
    const went = await change.run(draft, async (headers) => {
      made = ticket
        ? await data(
            api.POST("/api/v1/tickets/{name}/complaint", {
              headers,
              params: { path: { name: ticket.id } },
              body: common,
            }),
          )
        : await data(
            api.POST("/api/v1/complaints", {
              headers,
              body: {
                ...common,
                brand,
                player: draft.player ?? "",
                channel: draft.channel,
                ...(draft.received ? { received_at: new Date(draft.received).toISOString() } : {}),
              },
            }),
          );
    });
    if (!went || !made) return false;
    notifications.show({ color: "green", message: t("registeredAs", { number: made.number }) });
    if (may("complaints.see", brand))
      void navigate({
        to: "/complaints/$complaint",
        params: { complaint: made.number },
        search: { brand: made.brand },
      });
    return true;
  };
  return (
    <FormDialog
      title={ticket ? t("ofTicketTitle", { ticket: ticket.reference }) : t("register")}
      size="lg"
      onClose={onClose}
      action={t("doRegister")}
      ready={ready}
      change={change}
      onSend={send}
    >
      <Text size="sm" c="dimmed">
        {ticket ? t("ofTicketWhy") : t("registerWhy")}
      </Text>
      {!ticket && (
        <>
          {brands.length > 1 && (
            <Select
              label={t("brand")}
              allowDeselect={false}
              value={brand}
              onChange={(id) => {
                choose(id ?? brand);
                put({ player: null });
              }}
              data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <PickPlayer key={brand} brand={brand} value={draft.player} onChange={(player) => put({ player })} />
        </>
      )}
      <CategoryFields value={draft} onChange={put} />
      <Words
        label={t("summary")}
        description={t("summaryWhy")}
        minRows={3}
        maxLength={4_000}
        value={draft.summary}
        onChange={(summary) => put({ summary })}
      />
      {!ticket && (
        <Group grow align="flex-start">
          <Select
            label={t("channel")}
            allowDeselect={false}
            value={draft.channel}
            onChange={(channel) => put({ channel: channel ?? "phone" })}
            data={[
              { value: "phone", label: t("phone") },
              { value: "in_person", label: t("inPerson") },
              { value: "post", label: t("post") },
            ]}
          />
          <TextInput
            type="datetime-local"
            label={t("receivedAt")}
            description={t("receivedWhy")}
            value={draft.received}
            onChange={(event) => put({ received: event.currentTarget.value })}
          />
        </Group>
      )}
      <Checkbox
        label={t("safety")}
        checked={draft.safety}
        onChange={(event) => put({ safety: event.currentTarget.checked })}
      />
      <Checkbox
        label={t("firstContact")}
        description={t("firstContactWhy")}
        checked={draft.firstContact}
        onChange={(event) => put({ firstContact: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
