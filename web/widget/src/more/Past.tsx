import { Heading, Messages, useHere } from "../kit";

/** An earlier conversation of this window, to read. */
export function Past() {
  const { chat, words } = useHere();
  const past = chat.past.value;
  if (!past) return null;
  return (
    <div class="body talk">
      <div class="now">
        <Heading>
          {past.of.reference} · {words(`status_${past.of.status as "new"}`)}
        </Heading>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard */}
      <div class="log" role="log" aria-label={words("thread")} tabIndex={0}>
        <Messages said={past.said} />
      </div>
    </div>
  );
}
