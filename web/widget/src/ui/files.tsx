import { useRef } from "preact/hooks";
import type { Pending } from "../thread";
import type { Key } from "../words";
import { Icon, IconButton, useHere, useKept } from "./parts";
import { useMedia } from "./useMedia";

const MOST_FILES = 10;
const MOST_BYTES = 15 * 2 ** 20;
const KINDS = "image/png,image/jpeg,image/gif,image/webp,application/pdf,video/mp4,text/plain";

/** Files for what is being written: `weigh` makes of their sizes the one that may not be too large. */
export function useFiles(weigh: (...sizes: number[]) => number, tooLarge: Key) {
  const { chat, words } = useHere();
  const problem = useKept<string | null>(null);
  return {
    problem: problem.value && (
      <p class="problem" role="alert">
        {problem.value}
      </p>
    ),
    add(more: readonly File[]) {
      const all = [...chat.draft.value.files.map(({ file }) => file), ...more];
      problem.value = null;
      if (all.length > MOST_FILES) problem.value = words("too_many");
      else if (weigh(0, ...all.map((file) => file.size)) > MOST_BYTES) problem.value = words(tooLarge);
      else chat.attach(more);
    },
  };
}

/** What will go with the message, each with a way to take it out. */
export function Files() {
  const { chat, words } = useHere();
  const { files } = chat.draft.value;
  if (files.length === 0) return null;
  return (
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
  );
}

/** A file from the device and, on phones, from the camera. */
export function Pickers({ onPick }: { onPick: (files: File[]) => void }) {
  const { words } = useHere();
  const touch = useMedia("(pointer: coarse)");
  return (
    <>
      <Picker icon="clip" name={words("attach")} accept={KINDS} onPick={onPick} />
      {touch && <Picker icon="camera" name={words("photo")} accept="image/*" capture onPick={onPick} />}
    </>
  );
}

export function Picker(props: {
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

export function Going({ file }: { file: Pending }) {
  const count = Math.round(file.share * 100);
  return (
    <span class="file">
      <Icon of="file" />
      <span class="text">{file.file.name}</span>
      <progress max={100} value={count} aria-label={file.file.name} />
    </span>
  );
}
