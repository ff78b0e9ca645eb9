import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, data, type Schemas } from "../app/api";
import { newKey } from "../app/live/writes";
import { words } from "../app/words";

type WhyNot = Schemas["WhyNot"];

const useWords = words(
  {
    offline: "You are offline. Come online, or away, to take tickets.",
    no_queues: "You serve no queue yet. Ask your supervisor to add you to one.",
    nothing_waits: "Nothing waits in your queues now.",
    full: "You hold as many tickets as you can. Finish one, then ask again.",
    other_languages: "What waits now is in languages that you don't answer in.",
    busy: "Colleagues took what waited just now. Ask again in a moment.",
    failed: "The next ticket could not be asked for. Try again.",
  },
  {
    offline: "Вы не в сети. Чтобы брать обращения, вернитесь в сеть или отметьте, что отошли.",
    no_queues: "За вами пока нет очередей. Попросите руководителя добавить вас в одну из них.",
    nothing_waits: "В ваших очередях сейчас никто не ждёт.",
    full: "У вас уже столько обращений, сколько можно вести. Закончите одно и попросите снова.",
    other_languages: "Сейчас ждут обращения на языках, на которых вы не отвечаете.",
    busy: "То, что ждало, только что взяли коллеги. Попросите ещё раз через мгновение.",
    failed: "Не удалось получить следующее обращение. Попробуйте ещё раз.",
  },
);

/** Gives me the most urgent ticket that I may take, and opens it; or says why there is none. */
export function useTakeNext() {
  const t = useWords();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => data(api.POST("/api/v1/next", { headers: { "idempotency-key": newKey() } })),
    onSuccess: ({ ticket, why_not: whyNot, detail }) => {
      if (ticket)
        void navigate({ to: "/list/$list/$ticket", params: { list: "mine", ticket: ticket.id }, search: {} });
      else
        notifications.show({
          id: "next",
          color: "gray",
          message: whyNot ? t(whyNot as WhyNot) : detail,
        });
    },
    onError: (problem) =>
      notifications.show({ id: "next", color: "red", message: problem.message || t("failed") }),
  });
}
