/** Web Push: this browser is told by the desk while no page of it is open. */
import { api, data } from "./api";
import { noticeWorker } from "./notices";

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Subscribes this browser; false where it can't be reached by Web Push, as some can't. */
export async function subscribe(publicKey: string): Promise<boolean> {
  const worker = await noticeWorker();
  if (!worker?.pushManager) return false;
  await navigator.serviceWorker.ready;
  let made: PushSubscription;
  try {
    made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(publicKey),
    });
  } catch (failure) {
    if (failure instanceof DOMException) return false;
    throw failure;
  }
  const { endpoint = "", keys = {}, expirationTime = null } = made.toJSON();
  await data(
    api.POST("/api/v1/me/push", {
      body: {
        endpoint,
        expirationTime,
        keys: { p256dh: keys.p256dh ?? "", auth: keys.auth ?? "" },
      },
    }),
  );
  return true;
}

/** This browser is told no more. */
export async function unsubscribe() {
  const worker = await navigator.serviceWorker?.getRegistration("/desk/");
  const made = await worker?.pushManager.getSubscription();
  await made?.unsubscribe();
}
