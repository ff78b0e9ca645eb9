import { ActionIcon, Box, Group, Tooltip, Typography } from "@mantine/core";
import {
  IconBlockquote,
  IconBold,
  IconClearFormatting,
  IconItalic,
  IconList,
  IconListNumbers,
} from "@tabler/icons-react";
import Blockquote from "@tiptap/extension-blockquote";
import Bold from "@tiptap/extension-bold";
import Document from "@tiptap/extension-document";
import HardBreak from "@tiptap/extension-hard-break";
import Italic from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import { Placeholder, UndoRedo } from "@tiptap/extensions";
import { EditorContent, type Editor as Tiptap, useEditor, useEditorState } from "@tiptap/react";
import { useEffect, useImperativeHandle, useRef } from "react";
import classes from "./Composer.module.css";
import { type Asked, askedFor, type Trigger } from "./suggest";
import { useWords } from "./words";

export interface Written {
  text: string;
  html: string;
  empty: boolean;
}

export interface EditorHandle {
  /** Puts this instead of all there is. */
  set: (content: { text: string; html?: string | null }) => void;
  /** Puts text where the cursor is, instead of the last `back` characters. */
  insert: (text: string, back?: number) => void;
  focus: () => void;
  read: () => Written;
}

interface Props {
  handle: React.Ref<EditorHandle>;
  label: string;
  placeholder: string;
  /** Whether the channel shows formatting; without it there is no toolbar, and what is pasted becomes plain. */
  rich: boolean;
  triggers: readonly Trigger[];
  /** Which option of the open suggestions is chosen, for screen readers. */
  activeOption?: string | undefined;
  onChange: (written: Written) => void;
  onAsked: (asked: Asked | undefined) => void;
  /** True if the key was used up. */
  onKey: (event: KeyboardEvent) => boolean;
  onFiles: (files: File[]) => void;
}

const LINE = "\n";

function paragraphs(text: string) {
  return text.split(/\r?\n/).map((line) => ({
    type: "paragraph",
    ...(line === "" ? {} : { content: [{ type: "text", text: line }] }),
  }));
}

export function Editor({
  handle,
  label,
  placeholder,
  rich,
  triggers,
  activeOption,
  onChange,
  onAsked,
  onKey,
  onFiles,
}: Props) {
  const latest = useRef({ onChange, onAsked, onKey, onFiles, triggers });
  latest.current = { onChange, onAsked, onKey, onFiles, triggers };
  const hint = useRef(placeholder);
  hint.current = placeholder;
  const editor = useEditor({
    shouldRerenderOnTransaction: false,
    extensions: [
      Document,
      Paragraph,
      Text,
      HardBreak,
      UndoRedo,
      Bold,
      Italic,
      Blockquote,
      BulletList,
      OrderedList,
      ListItem,
      ListKeymap,
      Placeholder.configure({ placeholder: () => hint.current }),
    ],
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label },
      handleKeyDown: (_, event) => latest.current.onKey(event),
      handlePaste: (_, event) => taken(event.clipboardData?.files),
      handleDrop: (_, event) => taken(event.dataTransfer?.files),
    },
    onUpdate: ({ editor: now }) => {
      latest.current.onChange(writtenIn(now));
      look(now);
    },
    onSelectionUpdate: ({ editor: now }) => look(now),
  });
  function taken(files: FileList | undefined): boolean {
    if (!files || files.length === 0) return false;
    latest.current.onFiles([...files]);
    return true;
  }
  function look(now: NonNullable<typeof editor>) {
    const { $from, empty } = now.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, LINE, " ");
    latest.current.onAsked(
      empty ? askedFor(before.slice(before.lastIndexOf(LINE) + 1), latest.current.triggers) : undefined,
    );
  }
  useImperativeHandle(
    handle,
    () => ({
      set: ({ text, html }) => {
        editor.commands.setContent(html || (text === "" ? "" : paragraphs(text)));
      },
      insert: (text, back = 0) => {
        const { from } = editor.state.selection;
        const chain = editor.chain().focus();
        if (back > 0) chain.deleteRange({ from: from - back, to: from });
        const lines = paragraphs(text);
        chain.insertContent(lines.length > 1 ? lines : text).run();
      },
      focus: () => editor.commands.focus("end"),
      read: () => writtenIn(editor),
    }),
    [editor],
  );
  useEffect(() => {
    // Before it stands in the page nothing is suggested, and its element can't be had.
    if (!editor.isInitialized) return;
    const { dom } = editor.view;
    if (activeOption) dom.setAttribute("aria-activedescendant", activeOption);
    else dom.removeAttribute("aria-activedescendant");
  }, [editor, activeOption]);
  return (
    <Box>
      {rich && <Toolbar editor={editor} />}
      <Typography className={classes.words}>
        <EditorContent editor={editor} />
      </Typography>
    </Box>
  );
}

const FORMATS = [
  { name: "bold", icon: IconBold, run: (editor: Tiptap) => editor.chain().focus().toggleBold().run() },
  { name: "italic", icon: IconItalic, run: (editor: Tiptap) => editor.chain().focus().toggleItalic().run() },
  {
    name: "bulletList",
    icon: IconList,
    run: (editor: Tiptap) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: "orderedList",
    icon: IconListNumbers,
    run: (editor: Tiptap) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: "blockquote",
    icon: IconBlockquote,
    run: (editor: Tiptap) => editor.chain().focus().toggleBlockquote().run(),
  },
] as const;

function Toolbar({ editor }: { editor: Tiptap }) {
  const t = useWords();
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => FORMATS.map(({ name }) => now.isActive(name)),
  });
  return (
    <Group role="toolbar" aria-label={t("formatting")} gap={2} px="sm" pt={4}>
      {FORMATS.map(({ name, icon: Icon, run }, n) => (
        <Tooltip key={name} label={t(name)}>
          <ActionIcon
            size="sm"
            variant={active[n] ? "light" : "subtle"}
            color={active[n] ? "felt" : "gray"}
            aria-label={t(name)}
            aria-pressed={active[n] ?? false}
            onClick={() => run(editor)}
          >
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
      <Tooltip label={t("clearFormat")}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t("clearFormat")}
          onClick={() => editor.chain().focus().unsetAllMarks().clearNodes().run()}
        >
          <IconClearFormatting size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function writtenIn(editor: {
  getText: (o: { blockSeparator: string }) => string;
  getHTML: () => string;
  isEmpty: boolean;
}): Written {
  const text = editor.getText({ blockSeparator: LINE });
  return { text, html: editor.getHTML(), empty: text.trim() === "" };
}
