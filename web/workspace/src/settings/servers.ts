/** The address of a mail server, as the API has it (imaps://host:993) and as a form asks for it. */

export type Encryption = "tls" | "starttls" | "none";

export interface MailServer {
  host: string;
  port: number;
  encryption: Encryption;
}

interface Known {
  port: number;
  scheme: string;
}

export const IMAP: Record<Encryption, Known> = {
  tls: { scheme: "imaps", port: 993 },
  starttls: { scheme: "imap", port: 143 },
  none: { scheme: "imap", port: 143 },
};
export const SMTP: Record<Encryption, Known> = {
  tls: { scheme: "smtps", port: 465 },
  starttls: { scheme: "smtp+starttls", port: 587 },
  none: { scheme: "smtp", port: 25 },
};

/** `plain`: an address without encryption of its own means that there is none, and not STARTTLS. */
export function readServer(url: string, of: Record<Encryption, Known>, plain = false): MailServer {
  const [, scheme = "", host = "", port = ""] = /^([^:]*):\/\/(.*?)(?::(\d+))?\/?$/.exec(url) ?? [];
  const found = (["tls", "starttls", "none"] as const).filter((one) => of[one].scheme === scheme);
  const encryption = (plain ? found.at(-1) : found[0]) ?? "tls";
  return { host, port: port === "" ? of[encryption].port : Number(port), encryption };
}

export function writeServer({ host, port, encryption }: MailServer, of: Record<Encryption, Known>): string {
  return `${of[encryption].scheme}://${host.trim()}:${port}`;
}
