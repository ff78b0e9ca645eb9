/** Web Push: this browser is told while no page of the desk is in front of me. */
import { api, data } from "./api";
import { noticeWorker } from "./notices";
import { queries } from "./queries";
import { type Me, session } from "./session";

/** `unsupported`: the browser can't, or the page came without TLS. `denied`: the person has forbidden notices. */
type PushState = "on" | "off" | "denied" | "unsupported";

const KEPT = "pitboss.push";

/** Which subscription of the desk this browser is, and whose. */
interface Kept {
  id: string;
  staff: string;
}

function kept(): Kept | undefined {
  try {
    const { id, staff } = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Kept>;
    return id && staff ? { id, staff } : undefined;
  } catch {
    return undefined;
  }
}

const me = () => queries.getQueryData<Me | null>(session.queryKey)?.id ?? "";

const can = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** Asks the person, subscribes with the desk's key and tells the desk. Only from a click. */
export async function enablePush(): Promise<PushState> {
  if (!can()) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const { public_key } = await data(api.GET("/api/v1/me/push"));
  await noticeWorker();
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = bytesOf(public_key);
  const before = await pushManager.getSubscription();
  if (before && !sameKey(before, key)) await before.unsubscribe();
  let subscription: PushSubscription;
  try {
    subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch (problem) {
    // A browser built without its maker's push service.
    if (problem instanceof DOMException && problem.name === "AbortError") return "unsupported";
    throw problem;
  }
  await tell(subscription);
  return "on";
}

/** The desk tells a browser until its session ends: after a new sign-in it learns of it again. A browser that somebody
 * else uses now is told no more. */
export async function renewPush() {
  const before = kept();
  if (before === undefined || !can()) return;
  const worker = await navigator.serviceWorker.getRegistration("/desk/");
  const subscription = await worker?.pushManager.getSubscription();
  if (subscription && before.staff === me() && Notification.permission === "granted")
    await tell(subscription);
  else await disablePush();
}

async function tell(subscription: PushSubscription) {
  const { endpoint, keys, expirationTime } = subscription.toJSON();
  const { id } = await data(
    api.POST("/api/v1/me/push", {
      body: {
        endpoint: endpoint ?? "",
        keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
        expirationTime: expirationTime ?? null,
      },
    }),
  );
  localStorage.setItem(KEPT, JSON.stringify({ id, staff: me() } satisfies Kept));
}

/** This browser is told no more, whatever the desk answers. */
export async function disablePush(): Promise<PushState> {
  if (!can()) return "unsupported";
  const worker = await navigator.serviceWorker.getRegistration("/desk/");
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
  const before = kept();
  localStorage.removeItem(KEPT);
  if (before !== undefined)
    await api
      .DELETE("/api/v1/me/push/{subscription}", { params: { path: { subscription: before.id } } })
      .catch(() => undefined);
  return Notification.permission === "denied" ? "denied" : "off";
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function sameKey({ options }: PushSubscription, key: Uint8Array): boolean {
  if (options.applicationServerKey === null) return false;
  const known = new Uint8Array(options.applicationServerKey);
  return known.length === key.length && known.every((byte, n) => byte === key[n]);
}
