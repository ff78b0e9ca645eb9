import {
  Fieldset,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import type { Schemas } from "../app/api";
import { useChannelWords } from "./channel.words";
import { useWrong } from "./parts";
import { type Encryption, IMAP, type MailServer, readServer, SMTP, writeServer } from "./servers";

type Settings = Schemas["ChannelSettings"];

interface Inbox extends MailServer {
  user: string;
  folders: string[];
  after: "keep" | "seen" | "move";
  moveTo: string;
  since: string;
  check_days: number;
}

interface Outlet extends MailServer {
  user: string;
}

/** The mail servers of a channel, as they are typed. An empty password leaves the one that is kept. */
interface Servers {
  imap: Inbox | null;
  imap_password: string;
  smtp: Outlet | null;
  smtp_password: string;
  trusted_servers: string[];
}

/** Fields side by side stand level, however long what is said of them. */
const HINT_LAST: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];

const NEW_INBOX: Inbox = {
  host: "",
  port: IMAP.tls.port,
  encryption: "tls",
  user: "",
  folders: ["INBOX"],
  after: "keep",
  moveTo: "",
  since: "",
  check_days: 14,
};
const NEW_OUTLET: Outlet = { host: "", port: SMTP.starttls.port, encryption: "starttls", user: "" };

export function drafted(settings: Settings | null | undefined): Servers {
  const { imap, smtp } = settings ?? {};
  const move = imap?.after?.startsWith("move:") ?? false;
  return {
    imap: imap
      ? {
          ...readServer(imap.url, IMAP, imap.plain ?? false),
          user: imap.user,
          folders: imap.folders ?? ["INBOX"],
          after: move ? "move" : imap.after === "seen" ? "seen" : "keep",
          moveTo: move ? (imap.after ?? "").slice("move:".length) : "",
          since: imap.since ?? "",
          check_days: imap.check_days ?? 14,
        }
      : null,
    imap_password: "",
    smtp: smtp ? { ...readServer(smtp.url, SMTP), user: smtp.user ?? "" } : null,
    smtp_password: "",
    trusted_servers: settings?.trusted_servers ?? [],
  };
}

export function written({ imap, imap_password, smtp, smtp_password, trusted_servers }: Servers) {
  return {
    imap: imap && {
      url: writeServer(imap, IMAP),
      plain: imap.encryption === "none",
      user: imap.user,
      folders: imap.folders,
      after: imap.after === "move" ? `move:${imap.moveTo}` : imap.after,
      since: imap.since || null,
      check_days: imap.check_days,
    },
    ...(imap && imap_password ? { imap_password } : {}),
    smtp: smtp && { url: writeServer(smtp, SMTP), user: smtp.user },
    ...(smtp && smtp_password ? { smtp_password } : {}),
    trusted_servers,
  };
}

export function MailServers({
  settings,
  value,
  onChange,
}: {
  settings: Settings | null | undefined;
  value: Servers;
  onChange: (part: Partial<Servers>) => void;
}) {
  const t = useChannelWords();
  const wrong = useWrong();
  const { imap, smtp } = value;
  const setImap = (part: Partial<Inbox>) => imap && onChange({ imap: { ...imap, ...part } });
  const setSmtp = (part: Partial<Outlet>) => smtp && onChange({ smtp: { ...smtp, ...part } });
  return (
    <>
      <Fieldset legend={t("mailIn")}>
        <Stack gap="sm">
          <Switch
            label={t("imapOn")}
            description={imap ? undefined : t("mailInHint")}
            checked={imap !== null}
            onChange={(e) =>
              onChange({ imap: e.currentTarget.checked ? (drafted(settings).imap ?? NEW_INBOX) : null })
            }
          />
          {imap && (
            <>
              <ServerFields
                value={imap}
                usual={IMAP}
                error={wrong("imap.url")}
                placeholder="imap.casino.example"
                onChange={setImap}
              />
              <Credentials
                server="imap"
                user={imap.user}
                password={value.imap_password}
                kept={settings?.imap_password_set ?? false}
                onUser={(user) => setImap({ user })}
                onPassword={(imap_password) => onChange({ imap_password })}
              />
              <TagsInput
                label={t("folders")}
                error={wrong("imap.folders")}
                value={imap.folders}
                onChange={(folders) => setImap({ folders })}
                acceptValueOnBlur
              />
              <Group grow align="flex-start" preventGrowOverflow={false}>
                <Select
                  label={t("after")}
                  allowDeselect={false}
                  error={imap.after === "move" ? undefined : wrong("imap.after")}
                  value={imap.after}
                  data={(["keep", "seen", "move"] as const).map((one) => ({ value: one, label: t(one) }))}
                  onChange={(after) => setImap({ after: (after ?? "keep") as Inbox["after"] })}
                />
                {imap.after === "move" && (
                  <TextInput
                    label={t("moveTo")}
                    required
                    maxLength={200}
                    error={wrong("imap.after")}
                    value={imap.moveTo}
                    onChange={(e) => setImap({ moveTo: e.currentTarget.value })}
                  />
                )}
              </Group>
              <SimpleGrid cols={{ base: 1, xs: 2 }}>
                <TextInput
                  inputWrapperOrder={HINT_LAST}
                  type="date"
                  label={t("since")}
                  description={t("sinceHint")}
                  error={wrong("imap.since")}
                  value={imap.since}
                  onChange={(e) => setImap({ since: e.currentTarget.value })}
                />
                <NumberInput
                  inputWrapperOrder={HINT_LAST}
                  label={t("checkDays")}
                  description={t("checkDaysHint")}
                  error={wrong("imap.check_days")}
                  min={1}
                  allowDecimal={false}
                  value={imap.check_days}
                  onChange={(given) => setImap({ check_days: Number(given) || 0 })}
                />
              </SimpleGrid>
            </>
          )}
          <TagsInput
            label={t("trusted")}
            description={t("trustedHint")}
            error={wrong("trusted_servers")}
            placeholder={value.trusted_servers.length === 0 ? "mx.casino.example" : ""}
            value={value.trusted_servers}
            onChange={(trusted_servers) => onChange({ trusted_servers })}
            splitChars={[" ", ","]}
            acceptValueOnBlur
          />
        </Stack>
      </Fieldset>
      <Fieldset legend={t("mailOut")}>
        <Stack gap="sm">
          <Switch
            label={t("smtpOn")}
            description={smtp ? undefined : t("mailOutHint")}
            checked={smtp !== null}
            onChange={(e) =>
              onChange({ smtp: e.currentTarget.checked ? (drafted(settings).smtp ?? NEW_OUTLET) : null })
            }
          />
          {smtp && (
            <>
              <ServerFields
                value={smtp}
                usual={SMTP}
                error={wrong("smtp.url")}
                placeholder="smtp.casino.example"
                onChange={setSmtp}
              />
              <Credentials
                server="smtp"
                user={smtp.user}
                password={value.smtp_password}
                kept={settings?.smtp_password_set ?? false}
                onUser={(user) => setSmtp({ user })}
                onPassword={(smtp_password) => onChange({ smtp_password })}
              />
            </>
          )}
        </Stack>
      </Fieldset>
    </>
  );
}

const ENCRYPTIONS = { tls: "tls", starttls: "starttls", none: "noEncryption" } as const;

function ServerFields({
  value,
  usual,
  error,
  placeholder,
  onChange,
}: {
  value: MailServer;
  usual: typeof IMAP;
  error: string | undefined;
  placeholder: string;
  onChange: (part: Partial<MailServer>) => void;
}) {
  const t = useChannelWords();
  return (
    <Stack gap={4}>
      <Group align="flex-start" gap="xs">
        <TextInput
          flex="2 1 180px"
          label={t("server")}
          required
          placeholder={placeholder}
          maxLength={253}
          aria-invalid={error !== undefined}
          error={error !== undefined}
          value={value.host}
          onChange={(e) => onChange({ host: e.currentTarget.value })}
        />
        <NumberInput
          w={90}
          label={t("port")}
          required
          hideControls
          min={1}
          max={65_535}
          allowDecimal={false}
          thousandSeparator=""
          value={value.port}
          onChange={(given) => onChange({ port: Number(given) || 0 })}
        />
        <Select
          flex="1 1 130px"
          label={t("encryption")}
          allowDeselect={false}
          value={value.encryption}
          data={(Object.keys(ENCRYPTIONS) as Encryption[]).map((one) => ({
            value: one,
            label: t(ENCRYPTIONS[one]),
          }))}
          onChange={(chosen) => {
            const encryption = (chosen ?? "tls") as Encryption;
            const moved = value.port === usual[value.encryption].port;
            onChange({ encryption, ...(moved ? { port: usual[encryption].port } : {}) });
          }}
        />
      </Group>
      {error && (
        <Text size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </Stack>
  );
}

function Credentials({
  server,
  user,
  password,
  kept,
  onUser,
  onPassword,
}: {
  server: "imap" | "smtp";
  user: string;
  password: string;
  kept: boolean;
  onUser: (user: string) => void;
  onPassword: (password: string) => void;
}) {
  const t = useChannelWords();
  const wrong = useWrong();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput
        inputWrapperOrder={HINT_LAST}
        label={t("user")}
        description={t(server === "smtp" ? "smtpUserHint" : "imapUserHint")}
        required={server === "imap"}
        autoComplete="off"
        maxLength={254}
        error={wrong(`${server}.user`)}
        value={user}
        onChange={(e) => onUser(e.currentTarget.value)}
      />
      <PasswordInput
        inputWrapperOrder={HINT_LAST}
        label={t("password")}
        description={t(kept ? "passwordKept" : "passwordNeeded")}
        placeholder={kept ? "••••••••" : ""}
        autoComplete="new-password"
        maxLength={1000}
        error={wrong(`${server}_password`)}
        aria-invalid={wrong(`${server}_password`) !== undefined}
        value={password}
        onChange={(e) => onPassword(e.currentTarget.value)}
      />
    </SimpleGrid>
  );
}
