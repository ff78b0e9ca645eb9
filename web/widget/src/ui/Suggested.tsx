import { useEffect } from "preact/hooks";
import type { Hit } from "../desk";
import { useHere, useKept } from "./parts";

const LONG_ENOUGH = 8;
const PAUSE = 500;

/** Articles that may answer what is being written, before the first message is sent. */
export function Suggested() {
  const { chat, words, language } = useHere();
  const hits = useKept<readonly Hit[]>([]);
  const asked = chat.draft.value.text.trim().slice(0, 200);
  useEffect(() => {
    if (asked.length < LONG_ENOUGH) {
      hits.value = [];
      return;
    }
    let gone = false;
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ q: asked, lang: language, limit: "3" });
      chat.desk.get<{ items: Hit[] }>(`/help/${encodeURIComponent(chat.brand)}/search?${query}`).then(
        ({ items }) => {
          if (!gone) hits.value = items;
        },
        () => {}, // one can write all the same
      );
    }, PAUSE);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked, language, chat, hits]);
  return (
    <div class="suggested" aria-live="polite">
      {hits.value.length > 0 && (
        <>
          <p class="soft">{words("suggested")}</p>
          <ul>
            {hits.value.map((hit) => (
              <li key={hit.slug}>
                <a href={hit.url} target="_blank" rel="noopener noreferrer">
                  {hit.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
