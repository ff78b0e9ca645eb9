import {
  ActionIcon,
  Button,
  Divider,
  FileButton,
  Group,
  Modal,
  Stack,
  Text,
  Textarea,
  TextInput,
  Tooltip,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconBlockquote,
  IconBold,
  IconFileText,
  IconGavel,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhoto,
  IconTable,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Schemas } from "../app/api";
import { Refused, useWrite } from "../settings/parts";
import { type Language, sent } from "./data";
import classes from "./knowledge.module.css";
import { type Edit, type Format, formatted, linked, pictured } from "./markdown";
import { PickArticle, PickClause } from "./Pick";
import { useWords } from "./words";

const FORMATS = [
  { name: "h2", icon: IconH2, words: "heading" },
  { name: "h3", icon: IconH3, words: "heading" },
  { name: "bold", icon: IconBold, words: "words1", keys: "b" },
  { name: "italic", icon: IconItalic, words: "words1", keys: "i" },
  { name: "bullets", icon: IconList, words: "point" },
  { name: "numbers", icon: IconListNumbers, words: "point" },
  { name: "quote", icon: IconBlockquote, words: "words1" },
  { name: "table", icon: IconTable, words: "column" },
] as const satisfies readonly { name: Format; icon: typeof IconBold; words: string; keys?: string }[];
const PICTURES = "image/png,image/jpeg,image/webp";
const ICON = { size: 17, stroke: 1.7 };

type Dialog = "link" | "article" | "clause" | undefined;

/** A text in Markdown with buttons for those who don't know its signs by heart. */
export function MarkdownField({
  brand,
  language,
  value,
  onChange,
}: {
  brand: string;
  language: Language;
  value: string;
  onChange: (text: string) => void;
}) {
  const t = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const [dialog, setDialog] = useState<Dialog>();
  const [picture, setPicture] = useState<{ file: File; at: number }>();
  const at = useRef<readonly [number, number]>([0, 0]);
  const place = (): readonly [number, number] => {
    const field = area.current;
    return field ? [field.selectionStart, field.selectionEnd] : at.current;
  };
  const put = (edit: Edit) => {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setSelectionRange(edit.from, edit.to);
    // What is put in by the browser itself can be taken back with Ctrl+Z.
    const done = edit.text
      ? document.execCommand("insertText", false, edit.text)
      : document.execCommand("delete");
    if (!done) {
      field.setRangeText(edit.text, edit.from, edit.to, "end");
      onChange(field.value);
    }
    field.setSelectionRange(...edit.select);
  };
  const format = (name: Format, words: string) => put(formatted(value, ...place(), name, words));
  const ask = (which: Dialog) => {
    at.current = place();
    setDialog(which);
  };
  const takePicture = (files: readonly File[]) => {
    const file = files.find(({ type }) => PICTURES.split(",").includes(type));
    if (file) setPicture({ file, at: place()[1] });
    else notifications.show({ color: "orange", message: t("noPicture") });
  };
  return (
    <div className={classes.text}>
      <div className={classes.toolbar} role="toolbar" aria-label={t("formatting")}>
        {FORMATS.map(({ name, icon: Icon, words }) => (
          <Tool key={name} label={t(name)} onClick={() => format(name, t(words))}>
            <Icon {...ICON} />
          </Tool>
        ))}
        <Divider orientation="vertical" mx={4} />
        <Tool label={t("link")} onClick={() => ask("link")}>
          <IconLink {...ICON} />
        </Tool>
        <Tool label={t("linkArticle")} onClick={() => ask("article")}>
          <IconFileText {...ICON} />
        </Tool>
        <Tool label={t("citeClause")} onClick={() => ask("clause")}>
          <IconGavel {...ICON} />
        </Tool>
        <FileButton accept={PICTURES} onChange={(file) => file && takePicture([file])}>
          {(props) => (
            <Tool label={t("picture")} onClick={props.onClick}>
              <IconPhoto {...ICON} />
            </Tool>
          )}
        </FileButton>
      </div>
      <Textarea
        ref={area}
        aria-label={t("text")}
        lang={language}
        autosize
        minRows={14}
        maxLength={100_000}
        spellCheck
        placeholder={t("textHint")}
        value={value}
        onChange={(e) => onChange(e.currentTarget.value)}
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
          const found = FORMATS.find((one) => "keys" in one && one.keys === event.key.toLowerCase());
          if (!found) return;
          event.preventDefault();
          format(found.name, t(found.words));
        }}
        onPaste={(event) => {
          // Office programs put a picture of the words beside them; then the words are meant.
          const { files, types } = event.clipboardData;
          if (files.length === 0 || types.includes("text/plain")) return;
          event.preventDefault();
          takePicture([...files]);
        }}
        // Without this the browser would leave the page for the file.
        onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          takePicture([...event.dataTransfer.files]);
        }}
      />
      {dialog === "link" && (
        <LinkDialog
          onClose={() => setDialog(undefined)}
          onLink={(address) => {
            setDialog(undefined);
            put(linked(value, ...at.current, address, t("words1")));
          }}
        />
      )}
      {dialog === "article" && (
        <PickArticle
          brand={brand}
          language={language}
          title={t("linkArticle")}
          onClose={() => setDialog(undefined)}
          onPick={(article) => {
            setDialog(undefined);
            put(linked(value, ...at.current, `article:${article.slug}`, article.title));
          }}
        />
      )}
      {dialog === "clause" && (
        <PickClause
          brand={brand}
          language={language}
          onClose={() => setDialog(undefined)}
          onPick={(clause) => {
            setDialog(undefined);
            put(linked(value, ...at.current, `clause:${clause.name}`, clause.title));
          }}
        />
      )}
      {picture && (
        <PictureDialog
          brand={brand}
          file={picture.file}
          onClose={() => setPicture(undefined)}
          onDone={(image, alt) => {
            const where = picture.at;
            setPicture(undefined);
            put(pictured(value, where, image.id, alt));
          }}
        />
      )}
    </div>
  );
}

function Tool({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        // The text keeps what is chosen in it.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function LinkDialog({ onLink, onClose }: { onLink: (address: string) => void; onClose: () => void }) {
  const t = useWords();
  const [address, setAddress] = useState("https://");
  const good = /^(https?:\/\/\S+\.\S+|mailto:\S+@\S+|tel:\+?\d+)$/.test(address.trim());
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("link")}
      closeButtonProps={{ "aria-label": t("close") }}
      returnFocus={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (good) onLink(address.trim());
        }}
      >
        <Stack>
          <TextInput
            label={t("address")}
            description={t("addressHint")}
            data-autofocus
            value={address}
            onChange={(e) => setAddress(e.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" disabled={!good}>
              {t("insert")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What the picture shows, in words, before it is put in: for those who don't see it, and for old phones. */
function PictureDialog({
  brand,
  file,
  onDone,
  onClose,
}: {
  brand: string;
  file: File;
  onDone: (image: Schemas["ImageView"], alt: string) => void;
  onClose: () => void;
}) {
  const t = useWords();
  const { run, busy, problem } = useWrite();
  const [alt, setAlt] = useState("");
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("picture")}
      closeButtonProps={{ "aria-label": t("close") }}
      returnFocus={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void run(async () => {
            const image = await sent<Schemas["ImageView"]>(
              `/api/v1/knowledge/images?brand=${encodeURIComponent(brand)}`,
              file,
            );
            onDone(image, alt.trim());
          });
        }}
      >
        <Stack>
          <Text size="sm" truncate>
            {file.name}
          </Text>
          <TextInput
            label={t("alt")}
            description={t("altHint")}
            required
            data-autofocus
            maxLength={200}
            value={alt}
            onChange={(e) => setAlt(e.currentTarget.value)}
          />
          <Refused problem={problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={alt.trim() === ""}>
              {t("insert")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
