import { Select } from "@mantine/core";

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

interface Props {
  label: string;
  description?: string;
  value: string;
  onChange: (zone: string) => void;
}

export function ZoneField({ label, description, value, onChange }: Props) {
  return (
    <Select
      label={label}
      description={description}
      searchable
      required
      allowDeselect={false}
      limit={60}
      value={value}
      data={ZONES.includes(value) ? ZONES : [value, ...ZONES]}
      onChange={(zone) => onChange(zone ?? value)}
    />
  );
}
