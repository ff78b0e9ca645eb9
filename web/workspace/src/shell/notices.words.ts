import { words } from "../app/words";

export const useWords = words(
  {
    assigned: "A ticket for you",
    said: "The player has written",
    mentioned: "You are mentioned",
    broadcast: "A message to all colleagues",
  },
  {
    assigned: "Вам назначено обращение",
    said: "Игрок написал",
    mentioned: "Вас упомянули",
    broadcast: "Сообщение всем коллегам",
  },
);
