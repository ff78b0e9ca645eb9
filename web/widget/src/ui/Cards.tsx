import { useAddress, useHere } from "./parts";

const LONG_WAIT = 60;

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
