/** A sum as it is typed. Pure. */

/** As the server wants it: digits with a point. Spaces between thousands and a comma are understood; null: no sum. */
export function amountIn(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^\d{1,13}(\.\d{1,8})?$/.test(plain) ? plain : null;
}

/** Null: no currency. */
export function currencyIn(typed: string): string | null {
  const plain = typed.trim().toUpperCase();
  return /^[A-Z]{3,5}$/.test(plain) ? plain : null;
}
