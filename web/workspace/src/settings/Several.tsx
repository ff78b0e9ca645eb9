import { MultiSelect } from "@mantine/core";

interface Props {
  label: string;
  description?: string;
  choices: readonly { value: string; label: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Several of a list, found by typing. */
export function Several({ label, description, choices, value, onChange }: Props) {
  return (
    <MultiSelect
      label={label}
      description={description}
      searchable
      clearable
      hidePickedOptions
      maxDropdownHeight={280}
      data={[...choices]}
      value={[...value]}
      onChange={onChange}
    />
  );
}
