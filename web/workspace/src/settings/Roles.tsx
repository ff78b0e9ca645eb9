import { Button, Checkbox, Group, Stack, Table, Text, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconLock, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data, type Schemas } from "../app/api";
import { useLocale } from "../app/words";
import { EditDrawer, Heading, Loading, useDraft, useKeyOf } from "./parts";
import { rolesQuery, useRoleName } from "./roleNames";
import classes from "./settings.module.css";
import { useWords } from "./words";

type Role = Schemas["Role"];
type Permission = Schemas["Permission"];

export function Roles() {
  const t = useWords();
  const queries = useQueryClient();
  const { locale } = useLocale();
  const roleName = useRoleName();
  const { data: roles, error } = useQuery(rolesQuery);
  const { data: permissions } = useQuery({
    queryKey: ["permissions"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => data(api.GET("/api/v1/permissions")),
  });
  const [open, setOpen] = useState<Role | "new">();
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["roles"] });
  };
  if (!roles || !permissions) return <Loading error={error} />;
  return (
    <>
      <Heading title={t("roles")} hint={t("rolesHint")}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newRole")}
        </Button>
      </Heading>
      <Table.ScrollContainer minWidth={720} type="native" tabIndex={0} role="region" aria-label={t("roles")}>
        <Table className={classes.matrix} highlightOnHover stickyHeader verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("permission")}</Table.Th>
              {roles.map((role) => (
                <Table.Th key={role.name} scope="col">
                  {role.builtin ? (
                    roleName(role.name)
                  ) : (
                    <Button variant="subtle" size="compact-sm" onClick={() => setOpen(role)}>
                      {role.name}
                    </Button>
                  )}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {permissions.map((permission) => (
              <Table.Tr key={permission.name}>
                <Table.Th scope="row" fw={400}>
                  <PermissionName permission={permission} locale={locale} />
                </Table.Th>
                {roles.map((role) => (
                  <Table.Td key={role.name}>
                    {role.permissions.includes(permission.name) && (
                      <IconCheck size={16} role="img" aria-label={t("allowed")} />
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="sm">
        {t("builtInRolesHint")}
      </Text>
      {open !== undefined && (
        <RoleForm
          key={open === "new" ? "" : open.name}
          {...(open === "new" ? {} : { role: open })}
          permissions={permissions}
          onClose={close}
        />
      )}
    </>
  );
}

function PermissionName({ permission, locale }: { permission: Permission; locale: string }) {
  const t = useWords();
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="sm">{locale === "ru" ? permission.ru : permission.en}</Text>
      {permission.guarded && (
        <Tooltip label={t("guardedHint")} multiline maw={260}>
          <IconLock size={14} role="img" aria-label={t("guarded")} style={{ flexShrink: 0 }} />
        </Tooltip>
      )}
    </Group>
  );
}

interface FormProps {
  role?: Role;
  permissions: readonly Permission[];
  onClose: () => void;
}

function RoleForm({ role, permissions, onClose }: FormProps) {
  const t = useWords();
  const { locale } = useLocale();
  const { draft, change, dirty } = useDraft({ name: role?.name ?? "", permissions: role?.permissions ?? [] });
  const keyOf = useKeyOf(draft);
  return (
    <EditDrawer
      title={role ? role.name : t("newRole")}
      dirty={dirty}
      onClose={onClose}
      saved={t("saved")}
      onSave={() =>
        data(
          api.PUT("/api/v1/roles/{name}", {
            params: { path: { name: draft.name.trim() } },
            body: { permissions: draft.permissions, key: keyOf() },
          }),
        )
      }
    >
      <TextInput
        label={t("name")}
        description={role ? "" : t("roleNameHint")}
        required
        readOnly={role !== undefined}
        data-autofocus
        maxLength={40}
        value={draft.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
      />
      <Checkbox.Group
        label={t("permissions")}
        value={draft.permissions}
        onChange={(chosen) => change({ permissions: chosen })}
      >
        <Stack gap="xs" mt="xs">
          {permissions.map((permission) => (
            <Checkbox
              key={permission.name}
              value={permission.name}
              label={<PermissionName permission={permission} locale={locale} />}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </EditDrawer>
  );
}
