import { isOver } from "../thread";
import { Field, Icon, useAddress, useHere, useKept } from "./parts";

const LONG_WAIT = 60;

/** An answer is late: what the desk offers, as buttons. */
export function ChooseCard() {
  const { chat, words } = useHere();
  const busy = useKept(false);
  const choices = chat.status.value?.choices ?? [];
  if (choices.length === 0) return null;
  return (
    <section class="card" aria-label={words("choose")}>
      <p>{words("choose")}</p>
      <div class="choices">
        {choices.map((choice) => (
          <button
            type="button"
            key={choice.id}
            disabled={busy.value}
            onClick={async () => {
              busy.value = true;
              try {
                await chat.choose(choice.id);
                chat.told.value = words("chosen");
              } catch {
                chat.told.value = words("failed");
              }
              busy.value = false;
            }}
          >
            {choice.label}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Who waits for long, and whose address is not known, is asked where the answer may find them. */
export function KeepCard() {
  const { chat, words } = useHere();
  const { field, ...form } = useAddress("", false, (email) => chat.keepIn(email));
  const status = chat.status.value;
  if (!status?.ticket || !chat.looks.value?.mail || status.position == null) return null;
  if (status.email) return <p class="aside">{words("kept", { email: status.email })}</p>;
  if ((status.expected_wait_seconds ?? LONG_WAIT) < LONG_WAIT && status.presence.online) return null;
  return (
    <form class="card" aria-label={words("keep")} {...form}>
      <p>{words("keep_why")}</p>
      {field}
      <button type="submit" class="second">
        {words("keep")}
      </button>
    </form>
  );
}

const SCORES = [1, 2, 3, 4, 5];

/** After the conversation, once; not where the desk wants none. */
export function RateCard() {
  const { chat, words } = useHere();
  const score = useKept(0);
  const comment = useKept("");
  const problem = useKept<string | null>(null);
  const over = chat.ended.value || isOver(chat.thread.value.status);
  if (!over) return null;
  if (chat.rated.value)
    return (
      <p class="told" role="status">
        {words("rated")}
      </p>
    );
  return (
    <>
      {chat.ended.value && (
        <p class="told" role="status">
          {words("ended")}
        </p>
      )}
      {chat.status.value?.may_rate && (
        <form
          class="card"
          onSubmit={async (event) => {
            event.preventDefault();
            try {
              await chat.rate(score.value, comment.value.trim());
            } catch {
              problem.value = words("failed");
            }
          }}
        >
          <fieldset class="stars">
            <legend>{words("rate_title")}</legend>
            {SCORES.map((count) => (
              <label key={count} class={count <= score.value ? "on" : ""}>
                <input
                  type="radio"
                  name="score"
                  value={count}
                  checked={score.value === count}
                  onChange={() => (score.value = count)}
                />
                <Icon of="star" />
                <span class="hidden">{words("rate", { count })}</span>
              </label>
            ))}
            <div class="ends" aria-hidden="true">
              <span>{words("rate_low")}</span>
              <span>{words("rate_high")}</span>
            </div>
          </fieldset>
          {score.value > 0 && (
            <>
              <Field
                label={words("rate_comment")}
                rows={2}
                value={comment.value}
                onInput={(value) => (comment.value = value)}
                problem={problem.value}
              />
              <button type="submit" class="second">
                {words("rate_send")}
              </button>
            </>
          )}
        </form>
      )}
    </>
  );
}
