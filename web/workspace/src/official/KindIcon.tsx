import { IconAt, IconMail, IconPhone, IconUser, IconWorld } from "@tabler/icons-react";
import type { Kind } from "./kinds";

const ICONS = { site: IconWorld, email: IconMail, phone: IconPhone, handle: IconAt, name: IconUser } as const;

export function KindIcon({ kind }: { kind: Kind }) {
  const Icon = ICONS[kind];
  return <Icon size={18} stroke={1.7} aria-hidden style={{ flexShrink: 0 }} />;
}
