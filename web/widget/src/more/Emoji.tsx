import { useHere } from "../kit";

const EMOJI = "🙂 😊 😉 😅 😕 😢 😡 🤔 👍 👎 🙏 👋 ❤️ 🎉 ✅ ⏳".split(" ");

export function Emoji({ insert }: { insert?: ((sign: string) => void) | undefined }) {
  const { words } = useHere();
  return (
    <fieldset class="emoji">
      <legend class="hidden">{words("emoji")}</legend>
      {EMOJI.map((sign) => (
        <button type="button" key={sign} onClick={() => insert?.(sign)}>
          {sign}
        </button>
      ))}
    </fieldset>
  );
}
