/** The sections of the settings: who sees which, and where each lives. */
import {
  IconAt,
  IconBook2,
  IconBuildingStore,
  IconClockCheck,
  IconFileAlert,
  IconKey,
  IconListDetails,
  IconMasksTheater,
  IconMessage2Bolt,
  IconPlugConnected,
  IconScale,
  IconShieldCheck,
  IconStack2,
  IconTags,
  IconUserCog,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";
import { useMe } from "../app/session";

interface Place {
  id: string;
  group: "you" | "desk" | "people" | "control";
  icon: typeof IconAt;
  /** Any of these in a brand opens the section for it; none: everybody's. */
  needs: readonly string[];
  /** Whether what it shows belongs to one brand. */
  ofBrand: boolean;
  page: ComponentType;
}

const page = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) =>
  lazy(async () => ({ default: (await load())[name] }));

const SECTIONS = [
  {
    id: "profile",
    group: "you",
    icon: IconUserCog,
    needs: [],
    ofBrand: false,
    page: page(() => import("./Profile"), "Profile"),
  },
  {
    id: "access",
    group: "you",
    icon: IconKey,
    needs: [],
    ofBrand: false,
    page: page(() => import("./Access"), "Access"),
  },
  {
    id: "canned",
    group: "you",
    icon: IconMessage2Bolt,
    needs: ["tickets.reply", "canned.share"],
    ofBrand: true,
    page: page(() => import("./Canned"), "Canned"),
  },
  {
    id: "brands",
    group: "desk",
    icon: IconBuildingStore,
    needs: ["settings.manage"],
    ofBrand: true,
    page: page(() => import("./Brands"), "Brands"),
  },
  {
    id: "channels",
    group: "desk",
    icon: IconPlugConnected,
    needs: ["channels.manage"],
    ofBrand: true,
    page: page(() => import("./Channels"), "Channels"),
  },
  {
    id: "official",
    group: "desk",
    icon: IconShieldCheck,
    needs: ["official.manage", "impostors.manage"],
    ofBrand: true,
    page: page(() => import("../official/Official"), "Official"),
  },
  {
    id: "queues",
    group: "desk",
    icon: IconStack2,
    needs: ["settings.manage"],
    ofBrand: true,
    page: page(() => import("./Queues"), "Queues"),
  },
  {
    id: "topics",
    group: "desk",
    icon: IconTags,
    needs: ["settings.manage"],
    ofBrand: true,
    page: page(() => import("./Topics"), "Topics"),
  },
  {
    id: "promises",
    group: "desk",
    icon: IconClockCheck,
    needs: ["promises.manage"],
    ofBrand: true,
    page: page(() => import("./Promises"), "Promises"),
  },
  {
    id: "texts",
    group: "desk",
    icon: IconAt,
    needs: ["settings.manage", "complaints.packs"],
    ofBrand: true,
    page: page(() => import("./Texts"), "Texts"),
  },
  {
    id: "staff",
    group: "people",
    icon: IconUsers,
    needs: ["staff.see"],
    ofBrand: true,
    page: page(() => import("./Staff"), "Staff"),
  },
  {
    id: "teams",
    group: "people",
    icon: IconUsersGroup,
    needs: ["staff.see"],
    ofBrand: true,
    page: page(() => import("./Teams"), "Teams"),
  },
  {
    id: "roles",
    group: "people",
    icon: IconListDetails,
    needs: ["roles.manage"],
    ofBrand: false,
    page: page(() => import("./Roles"), "Roles"),
  },
  {
    id: "limits",
    group: "control",
    icon: IconScale,
    needs: ["settings.manage", "complaints.decide", "complaints.sign"],
    ofBrand: true,
    page: page(() => import("./Limits"), "Limits"),
  },
  {
    id: "quarantine",
    group: "control",
    icon: IconFileAlert,
    needs: ["quarantine.manage"],
    ofBrand: true,
    page: page(() => import("./Quarantine"), "Quarantine"),
  },
  {
    id: "impostors",
    group: "control",
    icon: IconMasksTheater,
    needs: ["impostors.manage", "official.manage"],
    ofBrand: true,
    page: page(() => import("../official/Impostors"), "Impostors"),
  },
  {
    id: "audit",
    group: "control",
    icon: IconBook2,
    needs: ["audit.read"],
    ofBrand: true,
    page: page(() => import("./Audit"), "Audit"),
  },
] as const satisfies readonly Place[];

/** The brands for which I may open a section. */
export function useBrandsFor(needs: readonly string[]): string[] {
  const held = useMe().permissions;
  return Object.keys(held)
    .filter((brand) => needs.length === 0 || needs.some((name) => held[brand]?.includes(name)))
    .sort();
}

/** The sections that I may open. */
export function useSections(): readonly (typeof SECTIONS)[number][] {
  const held = Object.values(useMe().permissions).flat();
  return SECTIONS.filter(
    ({ needs }) => needs.length === 0 || needs.some((name: string) => held.includes(name)),
  );
}
