import type { Looks } from "../desk";
import { waitIn, whenIn } from "../words";
import { Late } from "./Late";
import { Heading, Icon, useHere } from "./parts";

export function expectation(looks: Looks, here: ReturnType<typeof useHere>): string {
  const { words, language } = here;
  if (!looks.open) {
    return looks.opens_at
      ? words("closed_until", { when: whenIn(language, new Date(looks.opens_at), new Date()) })
      : words("closed");
  }
  const { online } = looks.presence;
  const seconds = online ? looks.expected_wait_seconds : looks.promise_seconds;
  const wait = seconds == null ? "" : words("answer_in", { wait: waitIn(words, seconds) });
  return online ? wait : `${words("nobody_free")} ${wait}`;
}

export function Home() {
  const here = useHere();
  const { chat, words, language } = here;
  const looks = chat.looks.value as Looks;
  const name = chat.known ? (chat.person.value.name.split(" ")[0] ?? "") : "";
  const greeting = looks.greeting[language];
  const notice = looks.notice[language];
  return (
    <div class="body home">
      <Heading>{greeting || (name ? words("hello_name", { name }) : words("hello"))}</Heading>
      <p class={`wait ${looks.presence.online && looks.open ? "here" : "away"}`}>
        {expectation(looks, here)}
      </p>
      {notice && (
        <section class="notice" aria-label={words("notice")}>
          <Icon of="info" />
          <p>{notice}</p>
        </section>
      )}
      <button type="button" class="main" onClick={() => chat.write()}>
        {words(chat.begun ? "continue" : looks.open || !looks.form ? "write" : "leave_message")}
      </button>
      {!chat.begun && looks.topics.length > 0 && (
        <section>
          <h3>{words("topics")}</h3>
          <div class="topics">
            {looks.topics.map((topic) => (
              <button type="button" key={topic.topic} onClick={() => chat.write(topic.topic)}>
                {topic[language]}
              </button>
            ))}
          </div>
        </section>
      )}
      <p class="service">
        {looks.trouble[language] && <b>{looks.trouble[language]} </b>}
        <a
          href={`${chat.desk.base}/help/${chat.brand}/${language}/service`}
          target="_blank"
          rel="noopener noreferrer"
        >
          {words(looks.trouble[language] ? "trouble" : "service")}
        </a>
      </p>
      {chat.conversations.value.length > 0 && <Late of="Recent" />}
    </div>
  );
}
