import { Button, Group, Modal, Stack, Textarea, type TextareaProps } from "@mantine/core";
import type { PropsWithChildren } from "react";
import { type Problem, Refused, usePhone } from "../settings/parts";
import classes from "./complaints.module.css";
import { useWords } from "./words";

interface FrameProps {
  title: string;
  /** What is wider than `md` fills a phone. */
  size?: "md" | "lg" | "xl";
  onClose: () => void;
}

export function Dialog({ title, size = "md", onClose, children }: PropsWithChildren<FrameProps>) {
  const t = useWords();
  const phone = usePhone();
  return (
    <Modal
      opened
      onClose={onClose}
      size={size}
      fullScreen={phone && size !== "md"}
      title={title}
      styles={{ title: { lineHeight: 1.35, overflowWrap: "anywhere" } }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>{children}</Stack>
    </Modal>
  );
}

interface FormProps extends FrameProps {
  /** What its button says. */
  action: string;
  /** Whether what is needed is filled in. */
  ready?: boolean;
  change: { busy: boolean; problem: Problem | undefined };
  /** Whether it went; the dialog closes then, and tells the refusal when not. */
  onSend: () => Promise<boolean>;
}

/** A dialog that sends what is in its fields. */
export function FormDialog({
  action,
  ready = true,
  change,
  onSend,
  children,
  ...frame
}: PropsWithChildren<FormProps>) {
  const t = useWords();
  return (
    <Dialog {...frame}>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          if (ready && (await onSend())) frame.onClose();
        }}
      >
        <Stack>{children}</Stack>
        <Stack className={classes.foot} gap="sm">
          <Refused problem={change.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={frame.onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={!ready} loading={change.busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface WordsProps extends Omit<TextareaProps, "value" | "onChange"> {
  value: string;
  onChange: (value: string) => void;
}

/** A field for a few sentences that must be there; it grows with them. */
export function Words({ onChange, ...field }: WordsProps) {
  return (
    <Textarea
      required
      autosize
      minRows={2}
      maxRows={12}
      maxLength={500}
      {...field}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
