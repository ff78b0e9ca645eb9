/** What a player does seldom; see `Chat` for the rest. */
import type { Chat, Person } from "../chat";
import type { Conversation, Said, Taken, WayOn } from "../desk";
import { Refused } from "../kit";

export async function showConversation(chat: Chat, of: Conversation): Promise<void> {
  if (of.current) {
    chat.view.value = "talk";
    return;
  }
  const stillThere = chat.sameOne();
  // What is not sent yet belongs to the conversation that it was written in.
  if (of.elsewhere && chat.thread.value.echoes.length === 0 && (await chat.join(of.id))) return;
  if (!stillThere()) return;
  chat.past.value = { of, said: [] };
  chat.view.value = "past";
  const got = await chat.desk.get<{ items: Said[] }>(`/chat/history?limit=100&ticket=${of.id}`);
  if (stillThere() && chat.past.value?.of.id === of.id) chat.past.value = { of, said: got.items };
}

/** A one-time link into the player's requests; null for whom the desk doesn't know well enough. */
export async function wayOn(chat: Chat): Promise<WayOn | null> {
  try {
    return await chat.desk.post<WayOn>("/chat/link", {});
  } catch (problem) {
    if (problem instanceof Refused) return null;
    throw problem;
  }
}

/** Where the copy goes. */
export async function copyTo(chat: Chat, email: string): Promise<string> {
  const body = { email: email || null };
  return (await chat.desk.post<{ email: string }>("/chat/transcript", body, chat.makeKey())).email;
}

export async function end(chat: Chat, email: string): Promise<void> {
  if (email) await chat.keepIn(email);
  await chat.desk.post("/chat/end", {});
  chat.ended.value = true;
  chat.view.value = "talk";
  await chat.renewStatus();
}

export async function choose(chat: Chat, choice: string): Promise<void> {
  await chat.desk.post("/chat/choice", { choice });
  await chat.renewStatus();
}

export async function rate(chat: Chat, score: number, comment: string): Promise<void> {
  try {
    await chat.desk.post("/chat/rate", { score, comment });
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem; // where no rating is wanted, nothing is said of it
  }
  chat.rated.value = true;
}

type Request = Person & { text: string; topic: string | null; files: { name: string; data: string }[] };

/** A request by the form, outside the hours. `key`: of this request, however often it is tried. */
export function leaveRequest(chat: Chat, { email, ...asked }: Request, key: string): Promise<Taken> {
  const body = {
    ...asked,
    brand: chat.brand,
    contact: { email: email || null },
    jwt: chat.jwt,
    language: chat.language,
  };
  return chat.desk.push<Taken>("/requests", JSON.stringify(body), key, (share) => {
    const { files } = chat.draft.value;
    chat.draft.value = { ...chat.draft.value, files: files.map((file) => ({ ...file, share })) };
  });
}
