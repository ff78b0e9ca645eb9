import { Group, Select } from "@mantine/core";
import { useCategories } from "./data";
import { useWords } from "./words";

interface Of {
  category: string | null;
  subcategory: string;
}

/** What a complaint is about, and more precisely where there is something more precise. */
export function CategoryFields({
  value: { category, subcategory },
  onChange,
}: {
  value: Of;
  onChange: (value: Of) => void;
}) {
  const t = useWords();
  const categories = useCategories();
  const subcategories = categories.under(category ?? "");
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <Select
        label={t("category")}
        required
        allowDeselect={false}
        searchable
        miw={220}
        value={category}
        onChange={(chosen) => onChange({ category: chosen ?? category, subcategory: "" })}
        data={categories.all}
      />
      {subcategories.length > 0 && (
        <Select
          label={t("subcategory")}
          clearable
          miw={220}
          value={subcategory || null}
          onChange={(chosen) => onChange({ category, subcategory: chosen ?? "" })}
          data={subcategories}
        />
      )}
    </Group>
  );
}
