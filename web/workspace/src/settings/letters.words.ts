import { words } from "../app/words";

export const useLetterWords = words(
  {
    title: "Letters of complaints",
    hint: "What they must tell is in the rules of the brand's licence. Words that leave it out, or mislead, are refused.",
    places: "Words in braces, such as {number}, are filled in. A line whose places are all empty goes.",
    history: "Earlier words",
    historyNone: "These words were never changed.",
    packaged: "Back to the packaged words",
    changed: "{at}, {who}",
    somebody: "somebody",
    refused: "Rules that these words break",
    more: "All of it",
    less: "Less",
    use: "Take these words",
    previewIn: "With sample values, by the rules of the brand's licence",
  },
  {
    title: "Письма по жалобам",
    hint: "Что в них должно быть, сказано в правилах лицензии бренда. Текст без этого или с тем, что вводит в заблуждение, не примут.",
    places: "Слова в фигурных скобках, например {number}, подставятся. Строка, где все они пустые, уйдёт.",
    history: "Прежние тексты",
    historyNone: "Этот текст не меняли.",
    packaged: "Возврат к исходному тексту",
    changed: "{at}, {who}",
    somebody: "кто-то",
    refused: "Каким правилам это противоречит",
    more: "Целиком",
    less: "Свернуть",
    use: "Взять этот текст",
    previewIn: "С примерными значениями, по правилам лицензии бренда",
  },
);
