import type { WayOn } from "../desk";
import { Heading, useEffect, useHere, useKept } from "../kit";
import { wayOn } from "./acts";

/** The conversation among the player's own requests, on this device or another. */
export function LinkForm() {
  const { chat, words, language } = useHere();
  const way = useKept<WayOn | null | undefined>(undefined);
  const failed = useKept(false);
  const copied = useKept(false);
  useEffect(() => {
    let gone = false;
    wayOn(chat).then(
      (made) => {
        if (!gone) way.value = made;
      },
      () => {
        failed.value = true;
      },
    );
    return () => {
      gone = true;
    };
  }, [chat, way, failed]);

  const made = way.value;
  return (
    <div class="body form">
      <Heading>{words("link_title")}</Heading>
      {failed.value ? (
        <p class="problem" role="alert">
          {words("failed")}
        </p>
      ) : made === undefined ? (
        <p role="status">{words("coming")}</p>
      ) : made ? (
        <>
          <p class="soft">{words("link_why")}</p>
          <a class="main" href={made.url} target="_blank" rel="noopener noreferrer">
            {words("link_open")}
          </a>
          <button
            type="button"
            class="second"
            onClick={() =>
              void navigator.clipboard?.writeText(made.url).then(
                () => (copied.value = true),
                () => {},
              )
            }
          >
            {words(copied.value ? "link_copied" : "link_copy")}
          </button>
          <p class="soft">{words("link_scan")}</p>
          <svg
            class="qr"
            viewBox={`-2 -2 ${made.size + 4} ${made.size + 4}`}
            role="img"
            aria-label={words("link_qr")}
          >
            <path d={made.qr} />
          </svg>
        </>
      ) : (
        <>
          <p class="soft">{words("link_code")}</p>
          <a
            class="main"
            href={`${chat.desk.base}/help/${encodeURIComponent(chat.brand)}/${language}/my`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {words("link_sign_in")}
          </a>
        </>
      )}
    </div>
  );
}
