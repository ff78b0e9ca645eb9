import {
  Alert,
  Avatar,
  Button,
  Checkbox,
  Code,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { type Colleague, colleagues } from "../app/live";
import { useMe } from "../app/session";
import {
  EditDrawer,
  Heading,
  Item,
  Items,
  LANGUAGES,
  Loading,
  Mark,
  Nothing,
  SureButton,
  told,
  useBrand,
  useDraft,
  useKeyOf,
  useLanguageName,
  useMayHere,
} from "./parts";
import { rolesQuery, useRoleName } from "./roleNames";
import { useWords } from "./words";

const CLASSES = ["chat", "mail", "phone"] as const;

export function Staff() {
  const t = useWords();
  const brand = useBrand();
  const may = useMayHere();
  const queries = useQueryClient();
  const roleName = useRoleName();
  const { data: staff, error } = useQuery(colleagues(brand));
  const [words, setWords] = useState("");
  const [open, setOpen] = useState<string>();
  const readAgain = () => queries.invalidateQueries({ queryKey: ["staff", brand] });
  const close = () => {
    setOpen(undefined);
    readAgain();
  };
  const wanted = words.trim().toLowerCase();
  const found = staff?.filter((one) => `${one.name} ${one.email}`.toLowerCase().includes(wanted)) ?? [];
  const opened = staff?.find(({ id }) => id === open);
  return (
    <>
      <Heading title={t("staff")} hint={t("staffHint")}>
        {may("staff.manage") && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
            {t("newColleague")}
          </Button>
        )}
      </Heading>
      <TextInput
        mb="sm"
        maw={420}
        aria-label={t("searchStaff")}
        placeholder={t("searchStaff")}
        leftSection={<IconSearch size={16} />}
        value={words}
        onChange={(e) => setWords(e.currentTarget.value)}
      />
      {!staff ? (
        <Loading error={error} />
      ) : found.length === 0 ? (
        <Nothing>{t("nothingFound")}</Nothing>
      ) : (
        <Items label={t("staff")}>
          {found.map((one) => (
            <Item
              key={one.id}
              icon={<Avatar name={one.name} color="initials" size={30} alt="" aria-hidden />}
              title={one.name}
              sub={one.email}
              dim={!one.active}
              marks={
                <>
                  {!one.active && <Mark color="orange">{t("deactivated")}</Mark>}
                  {one.roles.map((role) => (
                    <Mark key={role} color="blue">
                      {roleName(role)}
                    </Mark>
                  ))}
                  <Mark>{one.languages.map((language) => language.toUpperCase()).join(" ")}</Mark>
                </>
              }
              onOpen={may("staff.manage") || may("roles.manage") ? () => setOpen(one.id) : undefined}
            />
          ))}
        </Items>
      )}
      {open === "new" && <NewColleague brand={brand} onClose={close} />}
      {opened && <ColleagueForm key={opened.id} brand={brand} colleague={opened} onClose={close} />}
    </>
  );
}

/** A password to say once; whoever gets it sets another before anything else. */
function oneTimePassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const drawn = crypto.getRandomValues(new Uint32Array(20));
  const text = Array.from(drawn, (number) => letters[number % letters.length]).join("");
  return (text.match(/.{5}/g) ?? []).join("-");
}

function useRoles() {
  const { data: roles = [] } = useQuery(rolesQuery);
  const roleName = useRoleName();
  return roles.map(({ name }) => ({ value: name, label: roleName(name) }));
}

function NewColleague({ brand, onClose }: { brand: string; onClose: () => void }) {
  const t = useWords();
  const languageName = useLanguageName();
  const roles = useRoles();
  const { draft, change, dirty } = useDraft({
    email: "",
    name: "",
    role: "agent",
    languages: ["ru", "en"],
    locale: "ru",
  });
  const keyOf = useKeyOf(draft);
  const [password] = useState(oneTimePassword);
  return (
    <EditDrawer
      title={t("newColleague")}
      dirty={dirty}
      onClose={onClose}
      saved={t("colleagueMade")}
      action={t("create")}
      onSave={() => data(api.POST("/api/v1/staff", { body: { ...draft, password, brand, key: keyOf() } }))}
    >
      <TextInput
        label={t("personName")}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <TextInput
        label={t("email")}
        description={t("staffEmailHint")}
        type="email"
        required
        value={draft.email}
        onChange={(e) => change({ email: e.currentTarget.value })}
      />
      <Select
        label={t("role")}
        allowDeselect={false}
        value={draft.role}
        data={roles}
        onChange={(role) => change({ role: role ?? "agent" })}
      />
      <Languages value={draft.languages} onChange={(languages) => change({ languages })} />
      <Select
        label={t("screenLanguage")}
        allowDeselect={false}
        value={draft.locale}
        data={LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
        onChange={(locale) => change({ locale: locale ?? "ru" })}
      />
      <Secret text={password} />
      <FromElsewhere brand={brand} roles={roles} onDone={onClose} />
    </EditDrawer>
  );
}

function Secret({ text }: { text: string }) {
  const t = useWords();
  return (
    <Alert color="blue" role="status" title={t("oneTimePassword")}>
      <Stack gap="xs">
        <Code block>{text}</Code>
        <Text size="sm">{t("oneTimePasswordHint")}</Text>
      </Stack>
    </Alert>
  );
}

/** Somebody who works for another brand of the same operator already. */
function FromElsewhere({
  brand,
  roles,
  onDone,
}: {
  brand: string;
  roles: readonly { value: string; label: string }[];
  onDone: () => void;
}) {
  const t = useWords();
  const may = useMayHere();
  const [open, setOpen] = useState(false);
  const { draft, change, dirty } = useDraft({ email: "", role: "agent" });
  if (!may("roles.manage")) return null;
  return (
    <>
      <Group>
        <Button variant="subtle" onClick={() => setOpen(true)}>
          {t("fromElsewhere")}
        </Button>
      </Group>
      {open && (
        <EditDrawer
          title={t("fromElsewhere")}
          dirty={dirty}
          onClose={() => setOpen(false)}
          size={420}
          saved={t("saved")}
          onSave={async () => {
            const { id } = await data(
              api.GET("/api/v1/staff/by-email", { params: { query: { email: draft.email, brand } } }),
            );
            await data(
              api.POST("/api/v1/staff/{staff}/roles", {
                params: { path: { staff: id } },
                body: { role: draft.role, brand },
              }),
            );
            onDone();
          }}
        >
          <TextInput
            label={t("email")}
            type="email"
            required
            data-autofocus
            value={draft.email}
            onChange={(e) => change({ email: e.currentTarget.value })}
          />
          <Select
            label={t("role")}
            allowDeselect={false}
            value={draft.role}
            data={[...roles]}
            onChange={(role) => change({ role: role ?? "agent" })}
          />
        </EditDrawer>
      )}
    </>
  );
}

function Languages({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const t = useWords();
  const languageName = useLanguageName();
  return (
    <Checkbox.Group label={t("answersIn")} value={value} onChange={onChange}>
      <Group mt={6}>
        {LANGUAGES.map((language) => (
          <Checkbox key={language} value={language} label={languageName(language)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function ColleagueForm({
  brand,
  colleague,
  onClose,
}: {
  brand: string;
  colleague: Colleague;
  onClose: () => void;
}) {
  const t = useWords();
  const me = useMe();
  const may = useMayHere();
  const roles = useRoles();
  const manages = may("staff.manage");
  const { draft, change, dirty } = useDraft({
    name: colleague.name,
    languages: colleague.languages,
    roles: colleague.roles,
    capacity: colleague.capacity,
    active: colleague.active,
  });
  const keyOf = useKeyOf(draft);
  const [password, setPassword] = useState<string>();
  const own = colleague.id === me.id;
  const path = { path: { staff: colleague.id } };
  const save = () => {
    const { name, languages, capacity, active } = draft;
    const rolesDiffer = [...draft.roles].sort().join() !== [...colleague.roles].sort().join();
    return data(
      api.PATCH("/api/v1/staff/{staff}", {
        params: { ...path, query: { brand } },
        body: {
          ...(manages || own
            ? {
                name,
                languages,
                capacity: Object.fromEntries(
                  Object.entries(capacity).filter(([kind, count]) => colleague.capacity[kind] !== count),
                ),
              }
            : {}),
          ...(active === colleague.active ? {} : { active }),
          ...(rolesDiffer ? { roles: draft.roles } : {}),
          key: keyOf(),
        },
      }),
    );
  };
  return (
    <EditDrawer
      title={colleague.name}
      dirty={dirty}
      onClose={onClose}
      onSave={save}
      saved={t("saved")}
      more={
        manages &&
        !own && (
          <SureButton
            label={t("newOneTimePassword")}
            question={t("newOneTimePasswordSure", { name: colleague.name })}
            onSure={async () => {
              const made = oneTimePassword();
              await api.POST("/api/v1/staff/{staff}/password", { params: path, body: { password: made } });
              setPassword(made);
              told(t("passwordSet"));
            }}
          />
        )
      }
    >
      {password && <Secret text={password} />}
      <TextInput
        label={t("personName")}
        required
        readOnly={!manages}
        maxLength={100}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <TextInput label={t("email")} value={colleague.email} readOnly />
      <Languages value={draft.languages} onChange={(languages) => change({ languages })} />
      <Checkbox.Group
        label={t("rolesHere")}
        description={t(own ? "ownRolesHint" : "rolesHereHint")}
        value={draft.roles}
        onChange={(chosen) => change({ roles: chosen })}
      >
        <SimpleGrid cols={2} mt="xs" spacing="xs">
          {roles.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} disabled={own || !may("roles.manage")} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      {manages && (
        <SimpleGrid cols={3}>
          {CLASSES.map((kind) => (
            <NumberInput
              key={kind}
              label={t(`capacity_${kind}`)}
              min={0}
              max={100}
              allowDecimal={false}
              placeholder="0"
              value={draft.capacity[kind] ?? ""}
              onChange={(given) =>
                change({ capacity: { ...draft.capacity, [kind]: Math.max(0, Number(given) || 0) } })
              }
            />
          ))}
        </SimpleGrid>
      )}
      {manages && !own && (
        <Switch
          label={t("isActive")}
          description={t("isActiveHint")}
          checked={draft.active}
          onChange={(e) => change({ active: e.currentTarget.checked })}
        />
      )}
    </EditDrawer>
  );
}
