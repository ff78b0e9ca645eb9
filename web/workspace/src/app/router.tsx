import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { askedIn as complaintsIn, tabIn } from "../complaints/asked";
import { askedIn as knowledgeIn } from "../knowledge/asked";
import { searchOf } from "../lists/filters";
import { Inbox } from "../lists/Inbox";
import { askedIn } from "../search/asked";
import { ConnectionBanner } from "../shell/ConnectionBanner";
import { Notices } from "../shell/Notices";
import { Broken, NotFound, Pending } from "../shell/Pages";
import { Shell } from "../shell/Shell";
import { KeptPreferences } from "./kept";
import { LiveProvider } from "./live";
import { queries } from "./queries";
import { session } from "./session";
import { told } from "./told";

const root = createRootRoute();

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../sign-in/SignIn"), "SignIn"),
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === "string" && search.to.startsWith("/") && !search.to.startsWith("//")
      ? { to: search.to }
      : {},
});

/** Before anything else, for whoever got their password from somebody else. */
const setPassword = createRoute({
  getParentRoute: () => root,
  path: "/password",
  component: lazyRouteComponent(() => import("../sign-in/SetPassword"), "SetPassword"),
  beforeLoad: async () => {
    const me = await queries.ensureQueryData(session);
    if (me === null) throw redirect({ to: "/sign-in" });
    if (!me.must_change_password) throw redirect({ to: "/" });
  },
});

function LiveShell() {
  return (
    <LiveProvider>
      <KeptPreferences />
      <Shell />
      <ConnectionBanner />
      <Notices />
    </LiveProvider>
  );
}

/** Everything behind the sign-in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: LiveShell,
  beforeLoad: async ({ location }) => {
    // What was told to all is read beside it, so that its banner doesn't push away what one has begun to read.
    const [me] = await Promise.all([queries.ensureQueryData(session), queries.prefetchQuery(told)]);
    if (me === null) throw redirect({ to: "/sign-in", search: { to: location.href } });
    if (me.must_change_password) throw redirect({ to: "/password" });
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/list/$list", params: { list: "mine" } });
  },
});

/** A list beside the ticket that is open in it. `list`: mine, unassigned, all, mentioned, snoozed, queue-…, view-…; the
 * filter and the order stand behind it, so that an address shows another what one sees. */
export const inbox = createRoute({
  getParentRoute: () => shell,
  path: "/list/$list",
  validateSearch: searchOf,
  component: Inbox,
});
export const ticket = createRoute({
  getParentRoute: () => inbox,
  path: "/$ticket",
  component: lazyRouteComponent(() => import("../ticket/TicketPane"), "TicketPane"),
});

const search = createRoute({
  getParentRoute: () => shell,
  path: "/search",
  component: lazyRouteComponent(() => import("../search/Search"), "Search"),
  validateSearch: askedIn,
});
const wall = createRoute({
  getParentRoute: () => shell,
  path: "/wall",
  component: lazyRouteComponent(() => import("../wall/Wall"), "Wall"),
});
const knowledge = createRoute({
  getParentRoute: () => shell,
  path: "/knowledge",
  component: lazyRouteComponent(() => import("../knowledge/Knowledge"), "Knowledge"),
  validateSearch: knowledgeIn,
});
const knowledgeList = createRoute({
  getParentRoute: () => knowledge,
  path: "/",
  component: lazyRouteComponent(() => import("../knowledge/Articles"), "Articles"),
});
const knowledgeArticle = createRoute({
  getParentRoute: () => knowledge,
  path: "/article/$article",
  component: lazyRouteComponent(() => import("../knowledge/ArticlePage"), "ArticlePage"),
});
/** `page`: clauses, changed, readers, import. */
const knowledgePage = createRoute({
  getParentRoute: () => knowledge,
  path: "/$page",
  component: lazyRouteComponent(() => import("../knowledge/Page"), "Page"),
});
const reports = createRoute({
  getParentRoute: () => shell,
  path: "/reports",
  component: lazyRouteComponent(() => import("../reports/Satisfaction"), "Satisfaction"),
});
const brandIn = (given: Record<string, unknown>): { brand?: string } =>
  typeof given.brand === "string" ? { brand: given.brand } : {};
const incidents = createRoute({
  getParentRoute: () => shell,
  path: "/incidents",
  component: lazyRouteComponent(() => import("../incidents/Incidents"), "Incidents"),
  validateSearch: (given: Record<string, unknown>): { brand?: string; incident?: string } => ({
    ...(typeof given.brand === "string" ? { brand: given.brand } : {}),
    ...(typeof given.incident === "string" ? { incident: given.incident } : {}),
  }),
});
const complaints = createRoute({
  getParentRoute: () => shell,
  path: "/complaints",
  component: lazyRouteComponent(() => import("../complaints/Board"), "Board"),
  validateSearch: complaintsIn,
});
const complaintsUnknown = createRoute({
  getParentRoute: () => shell,
  path: "/complaints/unknown",
  component: lazyRouteComponent(() => import("../complaints/Unknown"), "Unknown"),
  validateSearch: brandIn,
});
const complaintReports = createRoute({
  getParentRoute: () => shell,
  path: "/complaints/reports",
  component: lazyRouteComponent(() => import("../complaints/Reports"), "Reports"),
  validateSearch: brandIn,
});
const complaintRules = createRoute({
  getParentRoute: () => shell,
  path: "/complaints/rules",
  component: lazyRouteComponent(() => import("../complaints/Rules"), "Rules"),
  validateSearch: brandIn,
});
/** `complaint`: its number or its id; `brand` where several brands have the number. */
const complaint = createRoute({
  getParentRoute: () => shell,
  path: "/complaints/$complaint",
  component: lazyRouteComponent(() => import("../complaints/CasePage"), "CasePage"),
  validateSearch: tabIn,
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(() => import("../settings/Settings"), "Settings"),
  validateSearch: brandIn,
});
/** `section`: profile, brands, channels, queues, … */
export const section = createRoute({
  getParentRoute: () => settings,
  path: "/$section",
  component: lazyRouteComponent(() => import("../settings/Section"), "Section"),
});

/** Every other address. */
const lost = createRoute({ getParentRoute: () => shell, path: "$", component: NotFound });

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setPassword,
    shell.addChildren([
      home,
      inbox.addChildren([ticket]),
      search,
      wall,
      knowledge.addChildren([knowledgeList, knowledgeArticle, knowledgePage]),
      reports,
      incidents,
      complaints,
      complaintsUnknown,
      complaintReports,
      complaintRules,
      complaint,
      settings.addChildren([section]),
      lost,
    ]),
  ]),
  basepath: "/desk",
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
  defaultPendingComponent: Pending,
  defaultPendingMs: 400,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
