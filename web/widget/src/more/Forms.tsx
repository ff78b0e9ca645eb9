import type { Looks, Taken } from "../desk";
import {
  EmailField,
  expectation,
  Field,
  Files,
  Going,
  Heading,
  isAddress,
  NameField,
  Pickers,
  Refused,
  useAddress,
  useEffect,
  useFiles,
  useHere,
  useId,
  useKept,
  useMemo,
  why,
} from "../kit";
import { copyTo, end, leaveRequest } from "./acts";
import { asFile, collect, type Details } from "./details";

export function CopyForm() {
  const { chat, words } = useHere();
  const known = chat.status.value?.email;
  const { field, ...form } = useAddress(
    chat.person.value.email,
    !!known,
    async (email) => {
      const to = await copyTo(chat, email);
      chat.told.value = words("copied", { email: email ? to : (known ?? to) });
      chat.view.value = "talk";
    },
    known ? words("copy_known", { email: known }) : undefined,
  );
  return (
    <form class="body form" {...form}>
      <Heading>{words("copy")}</Heading>
      {field}
      <button type="submit" class="main">
        {words("copy_send")}
      </button>
    </form>
  );
}

export function EndForm() {
  const { chat, words } = useHere();
  const { field, ...form } = useAddress("", true, (email) =>
    end(chat, email).catch(() => {
      chat.told.value = words("failed");
      chat.view.value = "talk";
    }),
  );
  return (
    <form class="body form" {...form}>
      <Heading>{words("end")}</Heading>
      <p class="soft">{words("end_why")}</p>
      {!chat.status.value?.email && chat.looks.value?.mail && (
        <>
          <p class="soft">{words("keep_why")}</p>
          {field}
        </>
      )}
      <button type="submit" class="main">
        {words("end_now")}
      </button>
    </form>
  );
}

/** Everything that would be sent, before it is. */
export function DetailsForm() {
  const { chat, words } = useHere();
  const details = useKept<Details | null>(null);
  useEffect(() => {
    let gone = false;
    void collect(window, () => chat.readLooks()).then((found) => {
      if (!gone) details.value = found;
    });
    return () => {
      gone = true;
    };
  }, [chat, details]);
  const back = () => {
    chat.view.value = "talk";
  };
  return (
    <div class="body form">
      <Heading>{words("details_title")}</Heading>
      <p class="soft">{words("details_why")}</p>
      {details.value ? (
        <dl class="details">
          {details.value.map(([name, value]) => (
            <div key={name}>
              <dt>{words(`details_${name as "page"}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p role="status">{words("details_wait")}</p>
      )}
      <button
        type="button"
        class="main"
        disabled={!details.value}
        onClick={() => {
          if (details.value) chat.attach([asFile(details.value)]);
          back();
        }}
      >
        {words("details_add")}
      </button>
    </div>
  );
}

/** Outside the hours: a request that is answered by mail. */
export function OfflineForm() {
  const here = useHere();
  const { chat, words, language } = here;
  const looks = chat.looks.value as Looks;
  const { name, email } = chat.person.value;
  const draft = chat.draft.value;
  const problem = useKept<"text" | "email" | "address" | null>(null);
  const refused = useKept<string | null>(null);
  const { add, problem: tooMuch } = useFiles(
    (...sizes) => sizes.reduce((a, b) => a + b),
    "offline_too_large",
  );
  const taken = useKept<Taken | null>(null);
  const busy = useKept(false);
  // The same again has the same key; something else must not.
  const what = JSON.stringify([name, email, draft.text, draft.topic, draft.files.map((file) => file.key)]);
  const key = useMemo(() => chat.makeKey(), [what]);
  const topic = useId();

  if (taken.value) {
    const { reference, expected, track } = taken.value;
    return (
      <div class="body form">
        <Heading>{words("offline_title")}</Heading>
        <p>{words("offline_done", { reference, expected })}</p>
        <a class="second" href={track} target="_blank" rel="noopener noreferrer">
          {words("offline_track")}
        </a>
      </div>
    );
  }
  const send = async (event: Event) => {
    event.preventDefault();
    if (!draft.text.trim()) problem.value = "text";
    else if (!email && !chat.known) problem.value = "email";
    else if (email && !isAddress(email)) problem.value = "address";
    else problem.value = null;
    if (problem.value || busy.value) return;
    busy.value = true;
    refused.value = null;
    try {
      const files = await Promise.all(draft.files.map(({ file }) => inBase64(file)));
      taken.value = await leaveRequest(
        chat,
        { name, email, text: draft.text, topic: draft.topic, files },
        key,
      );
      chat.draft.value = { text: "", topic: null, files: [] };
    } catch (answer) {
      refused.value =
        answer instanceof Refused && answer.title.startsWith("file_")
          ? why(words, answer.title)
          : words("failed");
    }
    busy.value = false;
  };
  return (
    <form
      class="body form"
      noValidate
      onSubmit={send}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Heading>{words("offline_title")}</Heading>
      <p class="soft">{expectation(looks, here)}</p>
      {looks.topics.length > 0 && (
        <div class="field">
          <label for={topic}>{words("offline_topic")}</label>
          <select
            id={topic}
            value={draft.topic ?? ""}
            onChange={(event) => (chat.draft.value = { ...draft, topic: event.currentTarget.value || null })}
          >
            <option value="">{words("something_else")}</option>
            {looks.topics.map((one) => (
              <option key={one.topic} value={one.topic}>
                {one[language]}
              </option>
            ))}
          </select>
        </div>
      )}
      <Field
        label={words("offline_text")}
        rows={4}
        value={draft.text}
        problem={problem.value === "text" ? words("offline_needed") : null}
        onInput={(text) => (chat.draft.value = { ...draft, text })}
      />
      {!chat.known && <NameField />}
      <EmailField
        problem={
          problem.value === "email"
            ? words("offline_email_needed")
            : problem.value === "address"
              ? words("email_wrong")
              : null
        }
      />
      <div>
        {tooMuch}
        {busy.value ? draft.files.map((file) => <Going key={file.key} file={file} />) : <Files />}
        <div class="tools">
          <Pickers onPick={add} />
        </div>
      </div>
      {refused.value && (
        <p class="problem" role="alert">
          {refused.value}
        </p>
      )}
      <button type="submit" class="main" disabled={busy.value}>
        {words("offline_send")}
      </button>
    </form>
  );
}

function inBase64(file: File): Promise<{ name: string; data: string }> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, data: String(reader.result).split(",")[1] ?? "" });
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
