import { Select } from "@mantine/core";
import type { Language } from "../settings/parts";
import { useWords } from "./words";

/** In which language a text is. */
export function LanguageSelect({
  value,
  onChange,
}: {
  value: Language;
  onChange: (language: Language) => void;
}) {
  const t = useWords();
  return (
    <Select
      label={t("language")}
      allowDeselect={false}
      value={value}
      data={[
        { value: "ru", label: t("ru") },
        { value: "en", label: t("en") },
      ]}
      onChange={(chosen) => onChange((chosen ?? "en") as Language)}
    />
  );
}
