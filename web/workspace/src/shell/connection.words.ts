import { words } from "../app/words";

export const useWords = words(
  {
    lost: "No connection; this may be old.",
    connecting: "Still connecting.",
    kept: "What you write is kept and goes out by itself.",
    waiting: "Kept, goes out by itself: {count}.",
    signedOut: "You are signed out.",
    signIn: "Sign in",
    retry: "Try now",
  },
  {
    lost: "Нет связи, данные могли устареть.",
    connecting: "Соединение ещё устанавливается.",
    kept: "Всё написанное сохранится и уйдёт само.",
    waiting: "Сохранено, уйдёт само: {count}.",
    signedOut: "Сеанс завершён.",
    signIn: "Войти",
    retry: "Попробовать сейчас",
  },
);
