import { Alert, Button, Card, Center, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, Refusal } from "../app/api";
import { LanguageControl } from "../shell/Looks";
import { useWords } from "./words";

export function SignIn() {
  const t = useWords();
  const { to } = useSearch({ from: "/sign-in" });
  const signIn = useMutation({
    mutationFn: (given: { email: string; password: string }) => api.POST("/api/v1/session", { body: given }),
    // A fresh page, so that nothing of whoever sat here before remains in memory.
    onSuccess: () => window.location.assign(`/desk${to?.replace(/^\/desk/, "") ?? "/"}`),
  });
  return (
    <Center component="main" mih="100%" p="md">
      <Card withBorder shadow="sm" padding="xl" w="100%" maw={400}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget);
            signIn.mutate({ email: String(given.get("email")), password: String(given.get("password")) });
          }}
        >
          <Stack>
            <Title order={1} size="h2">
              Pitboss
            </Title>
            {signIn.error && (
              <Alert color="red" role="alert">
                {signIn.error instanceof Refusal ? signIn.error.detail : t("unreachable")}
              </Alert>
            )}
            <TextInput
              label={t("email")}
              name="email"
              type="email"
              autoComplete="username"
              required
              autoFocus
            />
            <PasswordInput label={t("password")} name="password" autoComplete="current-password" required />
            <Button type="submit" loading={signIn.isPending} fullWidth>
              {t("submit")}
            </Button>
            <LanguageControl size="xs" />
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
