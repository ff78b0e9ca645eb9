import { Button, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconScale } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, Refusal, type Schemas } from "../app/api";
import { useTimes } from "../app/times";
import { sumOf } from "../complaints/facts";
import { usePeople } from "../lists/useList";
import { amountIn, currencyIn } from "./limit";
import { useLimitWords } from "./limits.words";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  Loading,
  Mark,
  Nothing,
  Part,
  useBrand,
  useDraft,
  useKeyOf,
  useMayHere,
} from "./parts";
import { rolesQuery, useRoleName } from "./roleNames";

type Limit = Schemas["SignLimit"];

/** Up to which sum each role decides a complaint alone. */
export function Limits() {
  const t = useLimitWords();
  const brand = useBrand();
  const manages = useMayHere()("settings.manage");
  const queries = useQueryClient();
  const roleName = useRoleName();
  const roles = useQuery(rolesQuery);
  const limits = useQuery({
    queryKey: ["complaint limits", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/complaint-limits", { params: { path: { brand } } })),
  });
  const [open, setOpen] = useState<Limit | "new">();
  if (!limits.data || !roles.data) return <Loading error={limits.error ?? roles.error} />;
  const deciding = roles.data
    .filter(({ permissions }) => permissions.includes("complaints.decide"))
    .map(({ name }) => name);
  const shown = [...new Set([...deciding, ...limits.data.map(({ role }) => role)])].sort((one, other) =>
    roleName(one).localeCompare(roleName(other)),
  );
  const close = () => {
    setOpen(undefined);
    void queries.invalidateQueries({ queryKey: ["complaint limits", brand] });
  };
  return (
    <>
      <Heading title={t("title")} hint={t("hint")}>
        {manages && deciding.length > 0 && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
            {t("newLimit")}
          </Button>
        )}
      </Heading>
      {!manages && (
        <Text size="sm" mb="md">
          {t("readOnly")}
        </Text>
      )}
      {shown.length === 0 && <Nothing>{t("noRoles")}</Nothing>}
      <Stack gap="lg">
        {shown.map((role) => {
          const own = limits.data.filter((limit) => limit.role === role);
          return (
            <Part key={role} title={roleName(role)}>
              {own.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {t("noLimits")}
                </Text>
              ) : (
                <Items label={roleName(role)}>
                  {own.map((limit) => (
                    <OneLimit
                      key={limit.currency}
                      limit={limit}
                      onOpen={manages ? () => setOpen(limit) : undefined}
                    />
                  ))}
                </Items>
              )}
            </Part>
          );
        })}
      </Stack>
      {open !== undefined && (
        <LimitForm
          brand={brand}
          roles={deciding}
          {...(open === "new" ? {} : { limit: open })}
          onClose={close}
        />
      )}
    </>
  );
}

const isZero = (amount: string) => /^0*\.?0*$/.test(amount);

function OneLimit({ limit, onOpen }: { limit: Limit; onOpen: (() => void) | undefined }) {
  const t = useLimitWords();
  const people = usePeople();
  const { moment } = useTimes();
  const at = moment(limit.set_at);
  return (
    <Item
      icon={<IconScale size={18} stroke={1.7} aria-hidden />}
      title={limit.currency}
      sub={
        limit.set_by === null
          ? t("setByNobody", { at })
          : t("setBy", { name: people.get(limit.set_by)?.name ?? t("somebody"), at })
      }
      marks={
        <Mark>
          {isZero(limit.amount)
            ? t("alwaysTwo")
            : t("aloneUpTo", { sum: `${sumOf(limit.amount)} ${limit.currency}` })}
        </Mark>
      }
      onOpen={onOpen}
    />
  );
}

function LimitForm({
  brand,
  roles,
  limit,
  onClose,
}: {
  brand: string;
  roles: readonly string[];
  limit?: Limit;
  onClose: () => void;
}) {
  const t = useLimitWords();
  const roleName = useRoleName();
  const { draft, change, dirty } = useDraft({
    role: limit?.role ?? roles[0] ?? "",
    currency: limit?.currency ?? "",
    amount: limit ? sumOf(limit.amount) : "",
  });
  const [asked, ask] = useState(false);
  const currency = currencyIn(draft.currency);
  const amount = amountIn(draft.amount);
  const keyOf = useKeyOf(draft);
  const put = (sum: string | null) =>
    data(
      api.PUT("/api/v1/brands/{brand}/complaint-limits", {
        params: { path: { brand } },
        body: { role: draft.role, currency: currency ?? draft.currency, amount: sum, key: keyOf() },
      }),
    );
  const name = limit && t("limitOf", { role: roleName(limit.role), currency: limit.currency });
  return (
    <EditDrawer
      title={name ?? t("newLimit")}
      dirty={dirty}
      onClose={onClose}
      onSave={async () => {
        ask(true);
        if (currency === null) throw new Refusal(422, "", t("currencyWrong"), {});
        if (amount === null) throw new Refusal(422, "", t("amountWrong"), {});
        await put(amount);
      }}
      saved={t("saved")}
      removal={
        limit && {
          label: t("remove"),
          question: t("removeSure", { role: roleName(limit.role), currency: limit.currency }),
          remove: () =>
            api.PUT("/api/v1/brands/{brand}/complaint-limits", {
              params: { path: { brand } },
              body: { role: limit.role, currency: limit.currency, amount: null },
            }),
        }
      }
    >
      <Select
        label={t("role")}
        description={t("roleHint")}
        required
        disabled={limit !== undefined}
        allowDeselect={false}
        value={draft.role}
        data={[...new Set([...roles, draft.role])].map((value) => ({ value, label: roleName(value) }))}
        onChange={(role) => change({ role: role ?? draft.role })}
      />
      <TextInput
        label={t("currency")}
        description={t("currencyHint")}
        required
        disabled={limit !== undefined}
        maxLength={5}
        error={asked && currency === null && t("currencyWrong")}
        value={draft.currency}
        onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={t("amount")}
        description={t("amountHint")}
        required
        inputMode="decimal"
        maxLength={30}
        rightSection={
          <Text size="xs" c="dimmed">
            {currency}
          </Text>
        }
        rightSectionWidth={56}
        error={asked && amount === null && t("amountWrong")}
        value={draft.amount}
        onChange={(event) => change({ amount: event.currentTarget.value })}
      />
    </EditDrawer>
  );
}
