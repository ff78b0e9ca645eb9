import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Files, Picker, Pickers, useFiles } from "./files";
import { Late } from "./Late";
import { Icon, IconButton, useHere, useKept } from "./parts";
import { useMedia } from "./useMedia";

// Phones can't take a picture of what is on the screen.
const CAN_SHOOT = typeof navigator.mediaDevices?.getDisplayMedia === "function";

export function Composer() {
  const { chat, words } = useHere();
  const { text, files } = chat.draft.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const emoji = useKept(false);
  const { add, problem } = useFiles(Math.max, "too_large");
  const touch = useMedia("(pointer: coarse)");

  useEffect(() => field.current?.focus(), []);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 140)}px`;
  }, [text]);

  const write = (now: string) => {
    chat.draft.value = { ...chat.draft.value, text: now };
    chat.typing(now.trim() !== "");
  };
  const send = () => {
    emoji.value = false;
    chat.send();
    field.current?.focus();
  };
  const insert = (sign: string) => {
    const area = field.current;
    const at = area?.selectionStart ?? text.length;
    write(text.slice(0, at) + sign + text.slice(area?.selectionEnd ?? at));
    area?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !emoji.value) return;
        event.preventDefault();
        emoji.value = false;
        field.current?.focus();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      {problem}
      <Files />
      <textarea
        ref={field}
        rows={1}
        value={text}
        maxLength={10_000}
        aria-label={words("field")}
        placeholder={words("field_hint")}
        enterkeyhint={touch ? "enter" : "send"}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch) return;
          event.preventDefault();
          send();
        }}
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])];
          if (pasted.length === 0) return;
          event.preventDefault();
          add(pasted);
        }}
      />
      <div class="tools">
        <Pickers onPick={add} />
        {CAN_SHOOT ? (
          <IconButton
            icon="screen"
            name={words("screenshot")}
            onClick={async () => {
              try {
                const picture = await chat.shoot();
                if (picture) add([picture]);
              } catch {
                chat.told.value = words("failed");
              }
            }}
          />
        ) : (
          <Picker icon="screen" name={words("screenshot")} accept="image/*" onPick={add} />
        )}
        <IconButton icon="wrench" name={words("details")} onClick={() => (chat.view.value = "details")} />
        <IconButton
          icon="smile"
          name={words("emoji")}
          pressed={emoji.value}
          onClick={() => {
            emoji.value = !emoji.value;
          }}
        />
        <button
          type="submit"
          class="icon send"
          aria-label={words("send")}
          title={words("send")}
          disabled={!text.trim() && files.length === 0}
        >
          <Icon of="send" />
        </button>
      </div>
      {emoji.value && <Late of="Emoji" insert={insert} />}
    </form>
  );
}
