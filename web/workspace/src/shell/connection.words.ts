import { words } from "../app/words";

export const useWords = words(
  {
    lost: "No connection; what you see may be old.",
    connecting: "Still connecting.",
    kept: "What you write is kept and goes out by itself.",
    waiting: {
      one: "{count} thing you wrote is kept and goes out by itself.",
      other: "{count} things you wrote are kept and go out by themselves.",
    },
    signedOut: "You are signed out.",
    signIn: "Sign in",
    retry: "Try now",
  },
  {
    lost: "Нет связи: данные на экране могли устареть.",
    connecting: "Соединение ещё устанавливается.",
    kept: "Всё, что вы напишете, сохранится и уйдёт само.",
    waiting: {
      one: "Сохранено и уйдёт само: {count} сообщение или действие.",
      few: "Сохранены и уйдут сами: {count} сообщения или действия.",
      many: "Сохранены и уйдут сами: {count} сообщений или действий.",
      other: "Сохранены и уйдут сами: {count} сообщения или действия.",
    },
    signedOut: "Сеанс завершён.",
    signIn: "Войти",
    retry: "Повторить",
  },
);
