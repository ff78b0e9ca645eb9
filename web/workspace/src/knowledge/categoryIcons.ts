import {
  IconBallFootball,
  IconBook,
  IconCash,
  IconClock,
  IconCompass,
  IconCreditCard,
  IconDeviceMobile,
  IconDice5,
  IconFileText,
  IconFlag,
  IconGift,
  IconGlobe,
  IconHeart,
  IconId,
  IconInfoCircle,
  IconKey,
  IconLock,
  IconMessageCircle,
  IconPercentage,
  IconScale,
  IconShield,
  IconStar,
  IconTicket,
  IconTool,
  IconUser,
  IconWallet,
} from "@tabler/icons-react";

/** The pictures that the help centre's pages have for categories, by their names there. */
export const CATEGORY_ICONS = {
  book: IconBook,
  user: IconUser,
  id: IconId,
  key: IconKey,
  lock: IconLock,
  shield: IconShield,
  wallet: IconWallet,
  cash: IconCash,
  card: IconCreditCard,
  percent: IconPercentage,
  gift: IconGift,
  star: IconStar,
  ticket: IconTicket,
  ball: IconBallFootball,
  dice: IconDice5,
  device: IconDeviceMobile,
  tool: IconTool,
  clock: IconClock,
  heart: IconHeart,
  chat: IconMessageCircle,
  form: IconFileText,
  scale: IconScale,
  flag: IconFlag,
  compass: IconCompass,
  globe: IconGlobe,
  info: IconInfoCircle,
} as const;
export type CategoryIcon = keyof typeof CATEGORY_ICONS;

/** Names that imported help centres use for the same pictures. */
const OTHER_NAMES: Readonly<Record<string, CategoryIcon>> = {
  message: "chat",
  messages: "chat",
  football: "ball",
  "shield-lock": "shield",
  "id-badge": "id",
  question: "info",
  coins: "cash",
};

/** As the pages show it: a name that they don't know is a book. */
export function categoryIcon(name: string): CategoryIcon {
  if (name in CATEGORY_ICONS) return name as CategoryIcon;
  return OTHER_NAMES[name] ?? "book";
}
