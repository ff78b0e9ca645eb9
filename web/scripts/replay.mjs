// Tries packages/live against a real desk: reads a story (what a screen had, the frames that came, what the desk has
// afterwards) and fails if the screen and the frames are not what the desk has. `node scripts/replay.mjs story.json`
import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { runnerImport } from "vite";

const { module: live } = await runnerImport(
  new URL("../packages/live/src/index.ts", import.meta.url).pathname,
);
const { me, began, frames, ended } = JSON.parse(readFileSync(process.argv[2], "utf8"));

function screenOf({ tickets, threads, lists }) {
  return {
    me,
    number: 0,
    tickets,
    threads: Object.fromEntries(
      Object.entries(threads).map(([id, messages]) => [id, { messages, echoes: [], stale: false }]),
    ),
    lists: Object.fromEntries(
      Object.entries(lists).map(([name, { filter, sort, page }]) => [
        name,
        { filter, sort, unsure: [], pages: [live.pageOf(page.items, page.next, sort)] },
      ]),
    ),
  };
}

const rows = (list) => list.pages.flatMap((page) => page.items);
/** What only the hand of the clock changes. */
const still = ({ deadline, ...ticket }) => ({ ...ticket, deadline: deadline && { ...deadline, state: "" } });

const screen = frames.reduce(live.apply, screenOf(began));
const fresh = screenOf(ended);
const compared = { tickets: 0, threads: 0, rows: 0, again: 0 };

for (const [id, ticket] of Object.entries(screen.tickets)) {
  ok(fresh.tickets[id], `ticket ${ticket.reference} left the sight and is still on the screen`);
  deepStrictEqual(still(ticket), still(fresh.tickets[id]), `ticket ${ticket.reference}`);
  compared.tickets += 1;
}
for (const [id, thread] of Object.entries(screen.threads)) {
  // Messages came from or went to another ticket: a screen reads this one again.
  if (thread.stale) compared.again += 1;
  else {
    deepStrictEqual(thread.messages, fresh.threads[id].messages, `thread of ${fresh.tickets[id].reference}`);
    compared.threads += 1;
  }
}
for (const [name, list] of Object.entries(screen.lists)) {
  if (list.unsure.length > 0) {
    compared.again += 1;
    continue;
  }
  // The list was read up to a place; behind it there is nothing to compare.
  const { end } = list.pages.at(-1);
  const wanted = rows(fresh.lists[name]).filter(
    (row) => !end || !live.before(end, live.placeOf(row, list.sort), list.sort),
  );
  deepStrictEqual(rows(list).map(still), wanted.map(still), `list ${name}`);
  compared.rows += wanted.length;
}
console.log(JSON.stringify(compared));
