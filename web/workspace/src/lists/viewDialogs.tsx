/** The dialogs of saved views, which come when they are asked for. */
import { type ComponentProps, lazy, Suspense } from "react";

const load = () => import("./ViewDialog");
const Save = lazy(async () => ({ default: (await load()).ViewDialog }));
const Delete = lazy(async () => ({ default: (await load()).DeleteView }));

export const ViewDialog = (props: ComponentProps<typeof Save>) => (
  <Suspense fallback={null}>
    <Save {...props} />
  </Suspense>
);

export const DeleteView = (props: ComponentProps<typeof Delete>) => (
  <Suspense fallback={null}>
    <Delete {...props} />
  </Suspense>
);
