import { ActionIcon, Badge, CopyButton, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy, IconQuestionMark, IconRosetteDiscountCheck } from "@tabler/icons-react";
import { useNow, useTimes } from "../app/times";
import { useLocale } from "../app/words";
import { VipMark } from "../marks";
import type { Ticket } from "../ticket/actions";
import type { Context } from "./ContextPane";
import classes from "./ContextPane.module.css";
import { useWords } from "./words";

const KINDS = ["account", "email", "phone", "telegram"] as const;
const LEVELS = ["A0", "A1", "A2", "A3"] as const;

export function PlayerBlock({ ticket, context }: { ticket: Ticket; context: Context }) {
  const t = useWords();
  const { moment } = useTimes();
  const known = context.player;
  const language = (code: string | null) => (code === "ru" || code === "en" ? t(code) : (code ?? "–"));
  return (
    <Stack gap="sm">
      <Group gap={6}>
        <Text fw={600}>{ticket.player.name || t("player")}</Text>
        <VipMark vip={ticket.player.vip} />
        {known?.player.flags.map((flag) => (
          <Badge key={flag} color="orange" variant="light" className={classes.state ?? ""}>
            {flag.replaceAll("_", " ")}
          </Badge>
        ))}
      </Group>
      {known === null && <Text size="sm">{t("hiddenPlayer")}</Text>}
      {known && known.identities.length > 0 && <Identities known={known} />}
      <dl className={classes.facts}>
        <dt>{t("brand")}</dt>
        <dd>{context.brand_name}</dd>
        <dt>{t("jurisdiction")}</dt>
        <dd>{context.jurisdiction || "–"}</dd>
        <dt>{t("language")}</dt>
        <dd>{language(known?.player.language ?? context.language)}</dd>
        {known?.time_zone && <LocalTime zone={known.time_zone} from={known.time_zone_from} />}
        {known && (
          <>
            <dt>{t("since")}</dt>
            <dd>{moment(known.player.created_at)}</dd>
          </>
        )}
      </dl>
      {known && <Assurance known={known} />}
      {known?.proposals
        .filter((proposal) => proposal.state === "open")
        .map((proposal) => (
          <Group key={proposal.id} gap={6} wrap="nowrap">
            <IconQuestionMark size={15} aria-hidden />
            <Text size="xs">
              {t("maybeSame", {
                name: proposal.player_id === known.player.id ? proposal.other_name : proposal.player_name,
              })}
            </Text>
          </Group>
        ))}
    </Stack>
  );
}

type Known = NonNullable<Context["player"]>;

function LocalTime({ zone, from }: { zone: string; from: Known["time_zone_from"] }) {
  const t = useWords();
  const { locale } = useLocale();
  const now = useNow(20_000);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(now);
  const said = t(from === "device" ? "byDevice" : "byBrand", { zone });
  return (
    <>
      <dt>{t("localTime")}</dt>
      <dd>
        <span className="numbers">{time}</span>
        <Text size="xs" className={classes.faint}>
          {said}
        </Text>
      </dd>
    </>
  );
}

function Identities({ known }: { known: Known }) {
  const t = useWords();
  return (
    <Stack gap={2} component="ul" m={0} p={0} aria-label={t("identities")} style={{ listStyle: "none" }}>
      {known.identities.map((identity) => {
        const kind = KINDS.find((one) => one === identity.kind);
        const name = kind ? t(kind) : identity.kind;
        const said = t(identity.registered ? "confirmed" : "unconfirmed");
        const Icon = identity.registered ? IconRosetteDiscountCheck : IconQuestionMark;
        return (
          <Group key={identity.id} component="li" gap={6} wrap="nowrap">
            <Tooltip label={said}>
              <Icon
                size={15}
                role="img"
                aria-label={said}
                color={identity.registered ? "var(--mantine-color-green-7)" : "var(--mantine-color-dimmed)"}
                style={{ flex: "none" }}
              />
            </Tooltip>
            <Text size="sm" className={classes.faint} style={{ flex: "none" }}>
              {name}
            </Text>
            <Text size="sm" truncate title={identity.value}>
              {identity.value}
            </Text>
            <CopyButton value={identity.value}>
              {({ copied, copy }) => (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="xs"
                  aria-label={copied ? t("copied") : t("copy", { what: name })}
                  onClick={copy}
                >
                  {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
                </ActionIcon>
              )}
            </CopyButton>
          </Group>
        );
      })}
    </Stack>
  );
}

/** How sure we are, until when: of each open chat, and of the last message. */
function Assurance({ known }: { known: Known }) {
  const t = useWords();
  const { moment } = useTimes();
  const facts = known.assurance;
  const level = (name: string) => {
    const found = LEVELS.find((one) => one === name);
    return found ? t(found) : name;
  };
  return (
    <Stack gap={2}>
      <Text size="xs" fw={600}>
        {t("assurance")}
      </Text>
      {facts.sessions.map((session) => (
        <Text key={session.id} size="sm">
          {t("inChat", { level: level(session.assurance) })}
          {session.until && (
            <span className={classes.faint}>, {t("until", { at: moment(session.until) })}</span>
          )}
        </Text>
      ))}
      {facts.last && facts.last_at && (
        <Text size="sm">{t("lastMessage", { level: level(facts.last), at: moment(facts.last_at) })}</Text>
      )}
    </Stack>
  );
}
