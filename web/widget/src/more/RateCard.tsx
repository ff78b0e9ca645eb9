import { Field, useHere, useKept } from "../kit";
import { rate } from "./acts";

const SCORES = [1, 2, 3, 4, 5];

/** After the conversation, once; not where the desk wants none. */
export function RateCard() {
  const { chat, words } = useHere();
  const score = useKept(0);
  const comment = useKept("");
  const problem = useKept<string | null>(null);
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
              await rate(chat, score.value, comment.value.trim());
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
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="m12 3 3 6 6 1-4.5 4.5 1 6.5-5.5-3-5.5 3 1-6.5L3 10l6-1Z" />
                </svg>
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
