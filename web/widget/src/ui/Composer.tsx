import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { canShoot, shoot } from "../details";
import { Icon, IconButton, useHere, useKept } from "./parts";
import { useMedia } from "./Widget";

const EMOJI = "🙂 😊 😉 😅 😕 😢 😡 🤔 👍 👎 🙏 👋 ❤️ 🎉 ✅ ⏳".split(" ");
const MOST_FILES = 10;
const MOST_BYTES = 15 * 2 ** 20;
const KINDS = "image/png,image/jpeg,image/gif,image/webp,application/pdf,video/mp4,text/plain";

export function Composer() {
  const { chat, words } = useHere();
  const { text, files } = chat.draft.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const emoji = useKept(false);
  const problem = useKept<string | null>(null);
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
  const add = (more: readonly File[]) => {
    problem.value = null;
    if (files.length + more.length > MOST_FILES) problem.value = words("too_many");
    else if (more.some((file) => file.size > MOST_BYTES)) problem.value = words("too_large");
    else chat.attach(more);
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
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {files.length > 0 && (
        <ul class="files">
          {files.map((file) => (
            <li key={file.key} class="file">
              <Icon of="file" />
              <span class="text">{file.file.name}</span>
              <IconButton
                icon="close"
                name={words("remove_file", { name: file.file.name })}
                onClick={() => {
                  chat.draft.value = { ...chat.draft.value, files: files.filter((one) => one !== file) };
                }}
              />
            </li>
          ))}
        </ul>
      )}
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
        <Picker icon="clip" name={words("attach")} accept={KINDS} onPick={add} />
        {touch && <Picker icon="camera" name={words("photo")} accept="image/*" capture onPick={add} />}
        {canShoot(window) ? (
          <IconButton
            icon="screen"
            name={words("screenshot")}
            onClick={async () => {
              const picture = await shoot(window);
              if (picture) add([picture]);
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
      {emoji.value && (
        <fieldset class="emoji">
          <legend class="hidden">{words("emoji")}</legend>
          {EMOJI.map((sign) => (
            <button type="button" key={sign} onClick={() => insert(sign)}>
              {sign}
            </button>
          ))}
        </fieldset>
      )}
    </form>
  );
}

function Picker(props: {
  icon: "clip" | "camera" | "screen";
  name: string;
  accept: string;
  capture?: boolean;
  onPick: (files: File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon={props.icon} name={props.name} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        multiple={!props.capture}
        accept={props.accept}
        capture={props.capture ? "environment" : undefined}
        aria-label={props.name}
        onChange={(event) => {
          props.onPick([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
