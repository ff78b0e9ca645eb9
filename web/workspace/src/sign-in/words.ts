import { words } from "../app/words";

export const useWords = words(
  {
    email: "Work e-mail",
    password: "Password",
    submit: "Sign in",
    unreachable: "The desk can't be reached right now. Check the connection and try again.",
    ownPassword: "Set your own password",
    ownPasswordWhy:
      "Somebody else knows the one you signed in with. Choose another that only you know; then everything is open.",
    givenPassword: "The password you were given",
    newPassword: "New password",
    newPasswordHint: "At least 10 characters; a few words are easy to remember.",
    again: "New password once more",
    differ: "The two are not the same.",
    setPassword: "Set and go on",
    signOut: "Sign out",
  },
  {
    email: "Рабочая почта",
    password: "Пароль",
    submit: "Войти",
    unreachable: "Сейчас не удаётся связаться с сервером. Проверьте соединение и попробуйте ещё раз.",
    ownPassword: "Задайте свой пароль",
    ownPasswordWhy:
      "Пароль, с которым вы вошли, знает кто-то ещё. Придумайте другой, известный только вам, и всё откроется.",
    givenPassword: "Пароль, который вам дали",
    newPassword: "Новый пароль",
    newPasswordHint: "Не меньше 10 знаков; несколько слов легко запомнить.",
    again: "Новый пароль ещё раз",
    differ: "Пароли не совпадают.",
    setPassword: "Задать и продолжить",
    signOut: "Выйти",
  },
);
