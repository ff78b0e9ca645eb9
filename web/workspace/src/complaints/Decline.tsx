import { useState } from "react";
import { api } from "../app/api";
import { queries } from "../app/queries";
import { FormDialog, Words } from "./Dialog";
import { useChange } from "./data";
import { useWords } from "./ticket.words";

/** Says why what the desk took for a complaint is none. */
export function Decline({ ticket, onClose }: { ticket: string; onClose: () => void }) {
  const t = useWords();
  const change = useChange();
  const [reason, setReason] = useState("");
  const send = () =>
    change.run(
      reason,
      async (headers) => {
        await api.POST("/api/v1/tickets/{name}/complaint/decline", {
          headers,
          params: { path: { name: ticket } },
          body: { reason: reason.trim() },
        });
        await queries.invalidateQueries({ queryKey: ["ticket"] });
      },
      t("declined"),
    );
  return (
    <FormDialog
      title={t("declineTitle")}
      onClose={onClose}
      action={t("decline")}
      ready={reason.trim() !== ""}
      change={change}
      onSend={send}
    >
      <Words label={t("reason")} description={t("declineWhy")} value={reason} onChange={setReason} />
    </FormDialog>
  );
}
