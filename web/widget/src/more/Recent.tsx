import type { Conversation } from "../desk";
import { timeIn, useHere } from "../kit";
import { showConversation } from "./acts";

export function Recent() {
  const { chat, words } = useHere();
  return (
    <section>
      <h3>{words("recent")}</h3>
      <ul class="recent">
        {chat.conversations.value.map((one) => (
          <One key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

const DAY = 86_400_000;

function One({ one }: { one: Conversation }) {
  const { chat, words, language } = useHere();
  const at = new Date(one.at);
  const lately = Date.now() - at.getTime() < DAY / 2;
  const unread = one.current ? chat.unread : 0;
  return (
    <li>
      <button type="button" onClick={() => void showConversation(chat, one)}>
        <span class="line">
          <span class={`state ${one.status}`}>{words(`status_${one.status as "new"}`)}</span>
          <span class="soft">{one.reference}</span>
          <span class="soft end">
            {lately
              ? timeIn(language, at)
              : new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(at)}
          </span>
        </span>
        <span class="line">
          <span class="text">
            {one.author === "player" ? `${words("you")}: ` : ""}
            {one.text}
          </span>
          {unread > 0 && <span class="badge">{unread}</span>}
        </span>
      </button>
    </li>
  );
}
