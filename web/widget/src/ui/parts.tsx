import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../chat";
import type { Language } from "../language";
import { type State, state } from "../state";
import type { Key, Words } from "../words";

export type Here = { chat: Chat; words: Words; language: Language };
// There is one widget on a page, so what all its parts need need not be handed down.
let here: Here;

export function beHere(now: Here): void {
  here = now;
}

export function useHere(): Here {
  return here;
}

let ids = 0;

export function useId(): string {
  return useState(() => `pb${ids++}`)[0];
}

/** A value of the component's own. */
export function useKept<T>(first: T): State<T> {
  return useState(() => state(first))[0];
}

const PATHS = {
  chat: "M21 12a8 8 0 0 1-8 8H4l2-3.2A8 8 0 1 1 21 12Z",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  send: "M5 12h13M12 5l7 7-7 7",
  clip: "M20 11.5 12.5 19a5 5 0 0 1-7-7L13 4.5a3 3 0 0 1 5 5L10 17a2 2 0 0 1-2-2L15 8",
  camera: "M4 8h3l2-3h6l2 3h3v11H4ZM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z",
  screen: "M3 5h18v11H3ZM9 20h6M12 16v4",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
  wrench: "M14 6a4 4 0 0 0 5 5l-9 9a2 2 0 0 1-3-3l9-9Z",
  dots: "M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  down: "M12 5v14M6 13l6 6 6-6",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5M12 8v.01",
  file: "M7 3h7l4 4v14H7ZM14 3v4h4",
} as const;

export function Icon({ of }: { of: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  );
}

export function IconButton(props: {
  icon: keyof typeof PATHS;
  name: string;
  onClick: () => void;
  class?: string;
  pressed?: boolean;
}) {
  const { icon, name, onClick, pressed } = props;
  return (
    <button
      type="button"
      class={`icon ${props.class ?? ""}`}
      aria-label={name}
      title={name}
      aria-expanded={pressed}
      onClick={onClick}
    >
      <Icon of={icon} />
    </button>
  );
}

/** A view's heading, which takes the focus when the view comes. */
export function Heading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}

export function Field(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "email";
  autocomplete?: string;
  problem?: string | null;
  rows?: number;
  hint?: string | undefined;
}) {
  const id = useId();
  const shared = {
    id,
    value: props.value,
    "aria-invalid": props.problem ? true : undefined,
    "aria-describedby": props.problem || props.hint ? `${id}-why` : undefined,
    onInput: (event: Event) => props.onInput((event.target as HTMLInputElement).value),
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.rows ? (
        <textarea {...shared} rows={props.rows} maxLength={10_000} />
      ) : (
        <input
          {...shared}
          type={(props.type ?? "text") as "text"}
          autocomplete={props.autocomplete ?? "off"}
          maxLength={200}
        />
      )}
      {(props.problem || props.hint) && (
        <p id={`${id}-why`} class={props.problem ? "problem" : "hint"}>
          {props.problem ?? props.hint}
        </p>
      )}
    </div>
  );
}

export function NameField() {
  const { chat, words } = useHere();
  const { name, email } = chat.person.value;
  return (
    <Field
      label={words("name")}
      autocomplete="given-name"
      value={name}
      onInput={(value) => (chat.person.value = { name: value, email })}
    />
  );
}

export function EmailField({ problem }: { problem: string | null }) {
  const { chat, words } = useHere();
  const { name, email } = chat.person.value;
  return (
    <Field
      label={words("email")}
      type="email"
      autocomplete="email"
      value={email}
      problem={problem}
      onInput={(value) => (chat.person.value = { name, email: value.trim() })}
    />
  );
}

/** As strict as is useful: whether mail arrives is for the mail to show. */
export const isAddress = (text: string): boolean =>
  /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@.,;<>"]+$/.test(text.trim());

/** A form's field for an address, and what happens when it is sent: looked at, then `act`, or a sentence why not. */
export function useAddress(
  first: string,
  mayBeEmpty: boolean,
  act: (email: string) => Promise<void>,
  hint?: string,
) {
  const { words } = useHere();
  const email = useKept(first);
  const problem = useKept<Key | null>(null);
  return {
    noValidate: true,
    async onSubmit(event: Event) {
      event.preventDefault();
      const given = email.value.trim();
      problem.value = isAddress(given) || (mayBeEmpty && !given) ? null : "email_wrong";
      if (!problem.value) await act(given).catch(() => (problem.value = "failed"));
    },
    field: (
      <Field
        label={words("email")}
        type="email"
        autocomplete="email"
        value={email.value}
        problem={problem.value && words(problem.value)}
        hint={hint}
        onInput={(value) => (email.value = value)}
      />
    ),
  };
}

/** Why the desk did not take it, by the title of its refusal. */
export function why(words: Words, title: string): string {
  if (title === "file_refused" || title === "file_empty") return words("file_refused");
  return words(title === "file_too_large" ? "too_large" : "not_sent_generic");
}
