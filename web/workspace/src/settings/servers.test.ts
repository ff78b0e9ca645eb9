import { expect, test } from "vitest";
import { IMAP, readServer, SMTP, writeServer } from "./servers";

test("an address comes back as it was", () => {
  for (const [url, of] of [
    ["imaps://imap.casino.example:993", IMAP],
    ["imap://mail:1143", IMAP],
    ["smtp+starttls://smtp.casino.example:587", SMTP],
    ["smtp://[::1]:25", SMTP],
  ] as const)
    expect(writeServer(readServer(url, of), of)).toBe(url);
});

test("a port left out is the usual one of the encryption", () => {
  expect(readServer("smtps://smtp.casino.example", SMTP)).toEqual({
    host: "smtp.casino.example",
    port: 465,
    encryption: "tls",
  });
});

test("imap:// is STARTTLS unless the mailbox may go without", () => {
  expect(readServer("imap://mail", IMAP).encryption).toBe("starttls");
  expect(readServer("imap://mail", IMAP, true).encryption).toBe("none");
});
