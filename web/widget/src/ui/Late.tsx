import { useEffect } from "preact/hooks";
import type { More } from "../more";
import { Heading, useHere } from "./parts";

type Part = Exclude<keyof More, "style" | "shoot">;

/** A part that comes when it is first asked for, and as soon as the road is there. */
export function Late({ of, insert }: { of: Part; insert?: ((sign: string) => void) | undefined }) {
  const { chat, language } = useHere();
  useEffect(() => chat.needMore(), [chat, language]);
  const Found = chat.moreIn(language)?.[of];
  return Found ? <Found insert={insert} /> : null;
}

/** The same as a view of its own. */
export const late = (of: Part) => () => {
  const { chat, words, language } = useHere();
  return (
    <>
      {chat.moreIn(language) ? null : (
        <div class="body form">
          <Heading>{words("coming")}</Heading>
        </div>
      )}
      <Late of={of} />
    </>
  );
};
