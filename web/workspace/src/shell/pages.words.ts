import { words } from "../app/words";

export const useWords = words(
  {
    lost: "There is no such page",
    lostWhy:
      "The address may be mistyped, or what was here has moved. Nothing is lost: your tickets are where they were.",
    toMine: "To my tickets",
    toSearch: "Search",
    broken: "This screen stopped working",
    brokenWhy:
      "What you had written and sent is safe. Reload the page; if it stops again, tell whoever looks after the desk.",
    away: "The desk can't be reached",
    awayWhy: "Check the connection, then reload. What you wrote is kept in this browser.",
    outdated: "The desk has been renewed",
    outdatedWhy: "This page is from before. Reload it to go on.",
    reload: "Reload the page",
    again: "Try again",
    loading: "Loading",
    brand: "Brand",
  },
  {
    lost: "Такой страницы нет",
    lostWhy:
      "Возможно, в адресе опечатка или страница переехала. Ничего не потеряно: ваши обращения на месте.",
    toMine: "К моим обращениям",
    toSearch: "Поиск",
    broken: "Этот экран перестал работать",
    brokenWhy:
      "Всё, что вы написали и отправили, сохранено. Перезагрузите страницу; если повторится, сообщите тому, кто ведёт систему.",
    away: "Сервер недоступен",
    awayWhy: "Проверьте соединение и перезагрузите страницу. Написанное сохранено в этом браузере.",
    outdated: "Вышла новая версия",
    outdatedWhy: "Эта страница открыта до обновления. Перезагрузите её, чтобы продолжить.",
    reload: "Перезагрузить",
    again: "Повторить",
    loading: "Загрузка",
    brand: "Бренд",
  },
);
