import { useHere, useKept } from "../kit";
import { choose } from "./acts";

/** An answer is late: what the desk offers, as buttons. */
export function ChooseCard() {
  const { chat, words } = useHere();
  const busy = useKept(false);
  const choices = chat.status.value?.choices ?? [];
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
                await choose(chat, choice.id);
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
