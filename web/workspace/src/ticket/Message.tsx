import {
  ActionIcon,
  Anchor,
  Button,
  Collapse,
  Group,
  Menu,
  Paper,
  Spoiler,
  Text,
  Tooltip,
  Typography,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import type { Reason } from "@pitboss/live";
import {
  IconAlertCircle,
  IconArrowsSplit,
  IconCheck,
  IconChecks,
  IconClock,
  IconCopy,
  IconDots,
  IconEraser,
  IconEyeOff,
  IconGitMerge,
  IconLock,
  IconMailOpened,
  IconPhotoOff,
  IconRobot,
  IconSnowflake,
} from "@tabler/icons-react";
import { memo } from "react";
import { type Message as Said, useAct } from "../app/live";
import { anchorOf } from "../app/reveal";
import { useTimes } from "../app/times";
import { ChannelMark } from "../marks";
import { remotePictures, withoutPictures, withoutSealed } from "./entries";
import { Files } from "./Files";
import type { Redaction } from "./Redact";
import classes from "./Thread.module.css";
import { useWords } from "./words";

interface MessageActions {
  onOriginal: (message: Said) => void;
  /** Absent where I may not. */
  onRedact?: ((what: Redaction) => void) | undefined;
  onSplit?: ((message: Said) => void) | undefined;
  onEvidence?: ((message: Said) => void) | undefined;
}

interface Props extends MessageActions {
  ticket: string;
  message: Said;
}

/** A longer text of the desk itself is folded to this many pixels. */
const FOLDED = 92;

export const Message = memo(function Message({ ticket, message, ...actions }: Props) {
  const t = useWords();
  const { time, moment } = useTimes();
  const ours = message.author !== "player";
  const note = message.kind === "note";
  const machine = message.author === "bot" || message.author === "system";
  const name = message.author_name || (ours ? t("deskName") : t("player"));
  const [quoted, { toggle }] = useDisclosure();
  const remote = remotePictures(message.html);
  // Where earlier mails are quoted, the words without them are shown, and the quotation is folded.
  const body =
    message.html && !message.quoted ? (
      // Sanitised by the server when it came in (nh3), and shown under a policy that runs no script of it.
      <Typography
        className={classes.html}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
        dangerouslySetInnerHTML={{ __html: withoutSealed(withoutPictures(message.html), t("sealedLink")) }}
      />
    ) : (
      <Text size="sm" className={classes.text}>
        {withoutSealed(message.text, t("sealedLink"))}
      </Text>
    );
  return (
    <Paper
      component="article"
      id={anchorOf(message.id)}
      className={classes.message}
      data-ours={ours || undefined}
      data-note={note || undefined}
      data-machine={machine || undefined}
      aria-label={`${note ? `${t("note")}, ` : ""}${name}, ${moment(message.created_at)}`}
    >
      <Group gap={6} mb={4} wrap="nowrap">
        {note ? <IconLock size={15} aria-hidden /> : <ChannelMark kind={message.channel} size={15} />}
        {machine && <IconRobot size={15} aria-hidden />}
        <Text size="xs" fw={600} truncate>
          {name}
        </Text>
        {note && (
          <Text size="xs" className={classes.faint}>
            {t("note")}
          </Text>
        )}
        {message.moved_from && (
          <Tooltip label={t("movedHere")}>
            <IconGitMerge size={14} role="img" aria-label={t("movedHere")} />
          </Tooltip>
        )}
        <Tooltip label={moment(message.created_at)}>
          <Text size="xs" className={`numbers ${classes.faint}`} ml="auto">
            {time(message.created_at)}
          </Text>
        </Tooltip>
        <MessageMenu message={message} {...actions} />
      </Group>
      {machine ? (
        <Spoiler
          maxHeight={FOLDED}
          showLabel={t("showAll")}
          hideLabel={t("showLess")}
          classNames={{ control: classes.unfold ?? "" }}
        >
          {body}
        </Spoiler>
      ) : (
        body
      )}
      {remote > 0 && (
        <Text size="xs" mt={6} className={classes.faint}>
          <IconPhotoOff size={14} aria-hidden className={classes.inline} />{" "}
          {t("picturesHeld", { count: remote })}{" "}
          <Anchor component="button" type="button" inherit onClick={() => actions.onOriginal(message)}>
            {t("showOriginal")}
          </Anchor>
        </Text>
      )}
      {message.attachments.length > 0 && (
        <Files
          files={message.attachments}
          onRedact={actions.onRedact && ((file) => actions.onRedact?.({ message, part: "", file }))}
        />
      )}
      {message.quoted && (
        <>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            mt={4}
            ml={-6}
            onClick={toggle}
            aria-expanded={quoted}
          >
            {quoted ? t("hideQuoted") : t("showQuoted")}
          </Button>
          <Collapse expanded={quoted}>
            <Text size="xs" className={`${classes.quoted} ${classes.faint}`}>
              {message.quoted}
            </Text>
          </Collapse>
        </>
      )}
      {message.masked.length > 0 && <Masked kinds={message.masked} />}
      {message.automatic && (
        <Text size="xs" className={classes.faint} mt={4}>
          {t("automatic", { reason: message.automatic })}
        </Text>
      )}
      {ours && !note && message.deliveries.length > 0 && <Deliveries ticket={ticket} message={message} />}
    </Paper>
  );
});

function MessageMenu({
  message,
  onOriginal,
  onRedact,
  onSplit,
  onEvidence,
}: { message: Said } & MessageActions) {
  const t = useWords();
  const mail = message.channel === "email" && message.author === "player";
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          className={classes.menu}
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("messageMenu", { name: message.author_name || t("deskName") })}
        >
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copyText(message.text)}>
          {t("copyText")}
        </Menu.Item>
        {(mail || message.html) && (
          <Menu.Item leftSection={<IconMailOpened size={16} />} onClick={() => onOriginal(message)}>
            {t("showOriginal")}
          </Menu.Item>
        )}
        {onEvidence && message.attachments.some(({ inline }) => !inline) && (
          <Menu.Item leftSection={<IconSnowflake size={16} />} onClick={() => onEvidence(message)}>
            {t("takeAsEvidence")}
          </Menu.Item>
        )}
        {onSplit && message.author === "player" && (
          <Menu.Item leftSection={<IconArrowsSplit size={16} />} onClick={() => onSplit(message)}>
            {t("split")}
          </Menu.Item>
        )}
        {onRedact && (
          <Menu.Item
            color="red"
            leftSection={<IconEraser size={16} />}
            onClick={() =>
              onRedact({ message, part: window.getSelection()?.toString().trim().slice(0, 500) ?? "" })
            }
          >
            {t("redact")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Browsers give the clipboard only to pages that came over TLS or from this machine. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

const MASKED = {
  card: "card",
  cvv: "cvv",
  password: "password",
  code: "code",
  link: "maskedLink",
} as const;

function Masked({ kinds }: { kinds: readonly string[] }) {
  const t = useWords();
  const named = kinds.map((kind) => (kind in MASKED ? t(MASKED[kind as keyof typeof MASKED]) : kind));
  return (
    <Group gap={4} mt={6} wrap="nowrap" className={classes.faint}>
      <IconEyeOff size={14} aria-hidden />
      <Text size="xs">{t("masked", { kinds: named.join(", ") })}</Text>
    </Group>
  );
}

const STATES = {
  queued: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
} as const;

function Deliveries({ ticket, message }: { ticket: string; message: Said }) {
  const t = useWords();
  const { act } = useAct(ticket);
  return (
    <Group gap="xs" mt={4} justify="flex-end">
      {message.deliveries.map((delivery) => {
        const state = delivery.state in STATES ? (delivery.state as keyof typeof STATES) : "queued";
        const Icon = STATES[state];
        const failed = state === "failed";
        return (
          <Group
            key={delivery.address}
            gap={4}
            wrap="nowrap"
            className={failed ? classes.failed : classes.faint}
          >
            <Icon size={14} aria-hidden />
            <Tooltip
              label={delivery.error ? `${delivery.address}: ${delivery.error}` : delivery.address}
              events={{ hover: true, focus: true, touch: true }}
              multiline
              maw={360}
            >
              <Text size="xs" tabIndex={failed ? 0 : undefined}>
                {t(state)}
              </Text>
            </Tooltip>
            {failed && (
              <Button
                size="compact-xs"
                variant="light"
                color="red"
                onClick={() =>
                  act("retry", { message: message.id }).catch((reason: Reason) =>
                    notifications.show({ color: "red", message: reason.detail }),
                  )
                }
              >
                {t("retry")}
              </Button>
            )}
          </Group>
        );
      })}
    </Group>
  );
}
