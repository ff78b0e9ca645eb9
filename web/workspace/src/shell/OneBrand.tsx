import { Button, Select, type SelectProps } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useBrands } from "../app/brands";
import { useMay } from "../app/session";
import { Message } from "./Message";
import { useWords } from "./pages.words";

type Looks = Pick<SelectProps, "label" | "size" | "w">;

/** Which of these brands a screen shows; nothing where there is no choice. */
export function BrandSelect({
  brands,
  chosen,
  onChoose,
  ...looks
}: {
  brands: readonly string[];
  chosen: string;
  onChoose: (brand: string) => void;
} & Looks) {
  const t = useWords();
  const all = useBrands();
  if (brands.length < 2) return null;
  return (
    <Select
      {...looks}
      {...(looks.label === undefined ? { "aria-label": t("brand") } : {})}
      allowDeselect={false}
      value={chosen}
      data={brands.map((id) => ({ value: id, label: all.find((one) => one.id === id)?.name ?? id }))}
      onChange={(id) => id !== null && onChoose(id)}
    />
  );
}

/** A screen of one brand, of those in which I hold a permission: the one that the address names, else the one that this
 * browser keeps as `kept`. Who holds the permission nowhere reads `notYours`. */
export function OneBrand({
  permission,
  kept,
  notYours,
  pending,
  looks,
  children,
}: {
  permission: string;
  kept: string;
  notYours: { title: string; text: string };
  pending: ReactNode;
  looks: Looks;
  children: (brand: string, choice: ReactNode) => ReactNode;
}) {
  const t = useWords();
  const may = useMay();
  const mine = useBrands().flatMap(({ id }) => (may(permission, id) ? [id] : []));
  const { brand: asked } = useSearch({ strict: false }) as { brand?: string };
  const [chosen, choose] = useState(() => asked ?? localStorage.getItem(kept) ?? "");
  const navigate = useNavigate();
  useEffect(() => {
    if (asked !== undefined) choose(asked);
  }, [asked]);
  if (!may(permission))
    return (
      <Message
        icon={IconLock}
        {...notYours}
        action={
          <Button component={Link} to="/list/mine" variant="light">
            {t("toMine")}
          </Button>
        }
      />
    );
  const brand = mine.includes(chosen) ? chosen : mine[0];
  if (brand === undefined) return pending;
  const choice = (
    <BrandSelect
      {...looks}
      brands={mine}
      chosen={brand}
      onChoose={(id) => {
        localStorage.setItem(kept, id);
        choose(id);
        if (asked !== undefined)
          void navigate({ to: ".", search: (now: object) => ({ ...now, brand: id }), replace: true });
      }}
    />
  );
  return children(brand, choice);
}
