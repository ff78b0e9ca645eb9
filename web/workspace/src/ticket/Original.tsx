import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconDownload, IconPhotoOff } from "@tabler/icons-react";
import { useState } from "react";
import type { Message } from "../app/live";
import { remotePictures } from "./entries";
import classes from "./Thread.module.css";
import { useWords } from "./words";

/** A mail as it looked, in a frame that can do nothing. Pictures from the internet only when asked for. */
export function Original({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useWords();
  const [images, setImages] = useState(false);
  const remote = remotePictures(message.html);
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(60rem, 94vw)"
      title={message.subject || t("original")}
      closeButtonProps={{ "aria-label": t("close_") }}
    >
      <Stack gap="sm">
        {remote > 0 && !images && (
          <Alert color="gray" icon={<IconPhotoOff size={18} />} p="xs">
            <Group justify="space-between" gap="xs">
              <Text size="sm">{t("picturesHeld", { count: remote })}</Text>
              <Button size="compact-sm" variant="default" onClick={() => setImages(true)}>
                {t("loadPictures")}
              </Button>
            </Group>
          </Alert>
        )}
        <iframe
          className={classes.frame}
          sandbox=""
          src={`/api/v1/messages/${message.id}/original${images ? "?images=true" : ""}`}
          title={t("original")}
        />
        <Group justify="flex-end">
          <Button
            component="a"
            href={`/api/v1/messages/${message.id}/source`}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t("downloadSource")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
