import { expect, test } from "vitest";
import { type Edit, formatted, linked, pictured } from "./markdown";

const after = (text: string, edit: Edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to);

test("what is chosen becomes bold, and plain again", () => {
  const bold = formatted("Open the cashier", 9, 16, "bold", "text");
  expect(after("Open the cashier", bold)).toBe("Open the **cashier**");
  expect(after("Open the **cashier**", formatted("Open the **cashier**", 9, 20, "bold", "text"))).toBe(
    "Open the cashier",
  );
});

test("every chosen line becomes a step, and another mark takes the first one's place", () => {
  const text = "Before\n- one\n- two\nafter";
  expect(after(text, formatted(text, 8, 17, "numbers", "text"))).toBe("Before\n1. one\n2. two\nafter");
  const steps = "1. one\n2. two";
  expect(after(steps, formatted(steps, 0, steps.length, "numbers", "text"))).toBe("one\ntwo");
});

test("an empty line becomes a heading with words to write over", () => {
  expect(after("", formatted("", 0, 0, "h2", "Heading"))).toBe("## Heading");
});

test("a table stands in a paragraph of its own", () => {
  expect(after("One", formatted("One", 3, 3, "table", "Name"))).toMatch(/^One\n\n\| Name \| Name \|\n/);
});

test("a link takes what is chosen as its words, else the name of what it leads to", () => {
  expect(after("See limits", linked("See limits", 4, 10, "article:limits", "Set a limit"))).toBe(
    "See [limits](article:limits)",
  );
  expect(after("", linked("", 0, 0, "clause:terms-4.2", "Terms [4.2]"))).toBe(
    "[Terms 4.2](clause:terms-4.2)",
  );
});

test("a picture says what it shows", () => {
  expect(after("One", pictured("One", 3, "abc", "The cashier"))).toBe("One\n\n![The cashier](image:abc)\n\n");
});
