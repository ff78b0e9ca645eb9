import {
  Alert,
  Anchor,
  Badge,
  Box,
  Button,
  Group,
  Image,
  Modal,
  Stack,
  Text,
  UnstyledButton,
} from "@mantine/core";
import {
  IconAlertTriangle,
  IconClock,
  IconDownload,
  IconFile,
  IconFileTypePdf,
  IconVirus,
} from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Schemas } from "../app/api";
import { useLocale } from "../app/words";
import classes from "./Thread.module.css";
import { useWords } from "./words";

type File = Schemas["AttachmentView"];

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const isPicture = (file: File) => PICTURES.has(file.content_type);
const isPdf = (file: File) => file.content_type === "application/pdf" || /\.pdf$/i.test(file.name);
const viewOf = (file: File) => `/api/v1/attachments/${file.id}/view`;
const downloadOf = (file: File) => `/api/v1/attachments/${file.id}`;

function useSize() {
  const { locale } = useLocale();
  return (bytes: number) => {
    const small = bytes < 2 ** 20;
    return new Intl.NumberFormat(locale, {
      style: "unit",
      unit: small ? "kilobyte" : "megabyte",
      maximumFractionDigits: small ? 0 : 1,
    }).format(small ? Math.ceil(bytes / 2 ** 10) : bytes / 2 ** 20);
  };
}

/** A message's files: pictures small, to be opened; PDF to be opened; all others only to be kept. */
export function Files({
  files,
  onRedact,
}: {
  files: readonly File[];
  onRedact?: ((file: File) => void) | undefined;
}) {
  const t = useWords();
  const size = useSize();
  const [open, setOpen] = useState<File>();
  return (
    <Group gap={8} mt={8} align="flex-start">
      {files.map((file) => (
        <Stack key={file.id} gap={4}>
          {file.state !== "ready" && file.state !== "redacted" ? (
            <Withheld file={file} />
          ) : isPicture(file) ? (
            <UnstyledButton
              className={classes.thumbnail}
              aria-label={t("openFile", { name: file.name })}
              onClick={() => setOpen(file)}
            >
              <Image
                src={viewOf(file)}
                alt=""
                loading="lazy"
                fit="cover"
                w={132}
                h={96}
                fallbackSrc={BROKEN}
              />
            </UnstyledButton>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              className={classes.file}
              leftSection={isPdf(file) ? <IconFileTypePdf size={16} /> : <IconFile size={16} />}
              rightSection={
                <Text size="xs" className={classes.size}>
                  {size(file.size)}
                </Text>
              }
              {...(isPdf(file)
                ? { onClick: () => setOpen(file), "aria-label": t("openFile", { name: file.name }) }
                : {
                    component: "a" as const,
                    href: downloadOf(file),
                    download: file.name,
                    "aria-label": t("downloadFile", { name: file.name }),
                  })}
            >
              {file.name}
            </Button>
          )}
          {file.may_hold_card && (
            <Group gap={6} maw={260}>
              <Badge
                color="orange"
                variant="light"
                leftSection={<IconAlertTriangle size={12} />}
                className={classes.warned ?? ""}
              >
                {t("mayHoldCard")}
              </Badge>
              {onRedact && (
                <Anchor component="button" type="button" size="xs" onClick={() => onRedact(file)}>
                  {t("deleteFile")}
                </Anchor>
              )}
            </Group>
          )}
        </Stack>
      ))}
      {open && <Viewer file={open} onClose={() => setOpen(undefined)} />}
    </Group>
  );
}

const HELD = {
  checking: { color: "gray", words: "fileChecking", icon: IconClock },
  infected: { color: "red", words: "fileInfected", icon: IconVirus },
  unchecked: { color: "orange", words: "fileUnchecked", icon: IconAlertTriangle },
} as const;

/** A file that nobody gets, or not yet, and why. */
function Withheld({ file }: { file: File }) {
  const t = useWords();
  if (file.state === "ready" || file.state === "redacted") return null;
  const held = HELD[file.state];
  return (
    <Stack gap={2} maw={300}>
      <Text size="sm" truncate>
        {file.name}
      </Text>
      <Badge
        color={held.color}
        variant="light"
        leftSection={<held.icon size={12} />}
        className={classes.warned ?? ""}
      >
        {t(held.words)}
      </Badge>
    </Stack>
  );
}

const BROKEN =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 132 96'%3E%3Crect width='132' height='96' fill='%23888' opacity='.2'/%3E%3C/svg%3E";

/** Looks at a picture or a PDF. What a stranger sent never runs here: the desk serves it in a sandbox. */
function Viewer({ file, onClose }: { file: File; onClose: () => void }) {
  const t = useWords();
  const [problem, setProblem] = useState(false);
  const [source, setSource] = useState<string>();
  const pdf = !isPicture(file);
  // The browser's own PDF viewer refuses documents that come with a sandbox; a copy of the bytes in an inert object
  // shows, and neither it nor its scripts have our origin's cookies or pages.
  useEffect(() => {
    if (!pdf) return;
    let url: string | undefined;
    const stop = new AbortController();
    fetch(viewOf(file), { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok || answer.headers.get("content-type") !== "application/pdf")
          throw new Error("not a PDF");
        url = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: "application/pdf" }));
        setSource(url);
      })
      .catch(() => stop.signal.aborted || setProblem(true));
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [file, pdf]);
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(72rem, 94vw)"
      title={file.name}
      closeButtonProps={{ "aria-label": t("close_") }}
    >
      <Stack gap="sm">
        {problem && (
          <Alert color="yellow" role="alert">
            {t("cannotShow")}
          </Alert>
        )}
        {!pdf && !problem && (
          <Box className={classes.viewed}>
            <img src={viewOf(file)} alt={file.name} onError={() => setProblem(true)} />
          </Box>
        )}
        {source && <iframe className={classes.frame} src={source} title={file.name} />}
        <Group justify="flex-end">
          <Button
            component="a"
            href={downloadOf(file)}
            download={file.name}
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t("download")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
