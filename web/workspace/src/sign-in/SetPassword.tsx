import {
  Alert,
  Button,
  Card,
  Center,
  Group,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, Refusal } from "../app/api";
import { useMe } from "../app/session";
import { signOut } from "../shell/AccountMenu";
import { LanguageControl } from "../shell/Looks";
import { useWords } from "./words";

/** For whoever signed in with a password that a colleague gave them: nothing else is open before they have their own. */
export function SetPassword() {
  const t = useWords();
  const me = useMe();
  const [differ, setDiffer] = useState(false);
  const change = useMutation({
    mutationFn: async ({ current, password }: { current: string; password: string }) => {
      await api.POST("/api/v1/staff/{staff}/password", {
        params: { path: { staff: me.id } },
        body: { current, password },
      });
      // All sessions have ended, this one too.
      await api.POST("/api/v1/session", { body: { email: me.email, password } });
    },
    onSuccess: () => window.location.assign("/desk/"),
  });
  const refused = change.error;
  const title = refused instanceof Refusal ? refused.title : "";
  const detail = refused instanceof Refusal ? refused.detail : refused && t("unreachable");
  const ofCurrent = title === "current_password_wrong";
  const ofNew = title === "weak_password" || title === "same_password";
  return (
    <Center component="main" mih="100%" p="md">
      <Card withBorder shadow="sm" padding="xl" w="100%" maw={440}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget);
            const password = String(given.get("password"));
            const same = password === String(given.get("again"));
            setDiffer(!same);
            if (same) change.mutate({ current: String(given.get("current")), password });
          }}
        >
          <Stack>
            <Title order={1} size="h3">
              {t("ownPassword")}
            </Title>
            <Text size="sm">{t("ownPasswordWhy")}</Text>
            {refused && !ofCurrent && !ofNew && (
              <Alert color="red" role="alert">
                {detail}
              </Alert>
            )}
            <TextInput label={t("email")} value={me.email} readOnly autoComplete="username" />
            <PasswordInput
              label={t("givenPassword")}
              name="current"
              autoComplete="current-password"
              required
              autoFocus
              error={ofCurrent && detail}
              aria-invalid={ofCurrent}
            />
            <PasswordInput
              label={t("newPassword")}
              description={t("newPasswordHint")}
              name="password"
              autoComplete="new-password"
              required
              minLength={10}
              error={ofNew && detail}
              aria-invalid={ofNew}
            />
            <PasswordInput
              label={t("again")}
              name="again"
              autoComplete="new-password"
              required
              error={differ && t("differ")}
              aria-invalid={differ}
            />
            <Button type="submit" loading={change.isPending} fullWidth>
              {t("setPassword")}
            </Button>
            <Group justify="space-between">
              <LanguageControl size="xs" />
              <Button variant="subtle" size="xs" onClick={signOut}>
                {t("signOut")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
