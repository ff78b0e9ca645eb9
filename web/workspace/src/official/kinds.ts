/** What anybody can be reached or recognised by. */
export const KINDS = ["site", "email", "phone", "handle", "name"] as const;
export type Kind = (typeof KINDS)[number];

/** The names of networks are the same in every language. */
export const PLATFORMS = {
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  viber: "Viber",
  messenger: "Messenger",
  instagram: "Instagram",
  facebook: "Facebook",
  x: "X",
  vk: "VK",
  youtube: "YouTube",
  discord: "Discord",
  tiktok: "TikTok",
} as const;

export const platformName = (platform: string): string =>
  platform in PLATFORMS ? PLATFORMS[platform as keyof typeof PLATFORMS] : platform;
