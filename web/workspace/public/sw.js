// Shows what the desk pushes while no page of it is open. It keeps nothing and stands between no request.
// A push is JSON: {title, body, tag, url}; `url` lies below /desk/.
self.addEventListener("push", (event) => {
  const { title = "Pitboss", body = "", tag, url = "/desk/" } = event.data?.json() ?? {};
  const here = self.clients.matchAll({ type: "window" }).then((pages) => {
    // A page that is looked at has said it already.
    if (pages.some((page) => page.focused)) return undefined;
    return self.registration.showNotification(title, { body, tag, data: { url }, icon: "/desk/icon.svg" });
  });
  event.waitUntil(here);
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const asked = new URL(event.notification.data?.url ?? "/desk/", self.location.origin);
  const url =
    asked.origin === self.location.origin && asked.pathname.startsWith("/desk/") ? asked.href : "/desk/";
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((pages) => {
      const page = pages.find((one) => new URL(one.url).pathname.startsWith("/desk/"));
      return page ? page.focus().then((shown) => shown.navigate(url)) : self.clients.openWindow(url);
    }),
  );
});
