import { words } from "../app/words";

export const useWords = words(
  {
    title: "Sign in",
    email: "Work e-mail",
    password: "Password",
    submit: "Sign in",
    unreachable: "The desk can't be reached right now. Check the connection and try again.",
    language: "Language",
  },
  {
    title: "Вход",
    email: "Рабочая почта",
    password: "Пароль",
    submit: "Войти",
    unreachable: "Сейчас не удаётся связаться с сервером. Проверьте соединение и попробуйте ещё раз.",
    language: "Язык",
  },
);
