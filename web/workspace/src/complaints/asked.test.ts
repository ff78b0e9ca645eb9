import { expect, test } from "vitest";
import { askedIn, changed, tabIn } from "./asked";
import { likely, pageOf, partsOf } from "./letter";

test("an address says what the board shows, and nonsense in it says nothing", () => {
  expect(askedIn({ q: "C-1001", owner: "me", risk: true, stage: "proposed" })).toEqual({
    q: "C-1001",
    owner: "me",
    risk: true,
    stage: "proposed",
  });
  expect(askedIn({ q: 5, owner: "", risk: "perhaps", stage: "nowhere", more: "x" })).toEqual({});
});

test("what is cleared leaves the address", () => {
  expect(changed({ q: "bet", risk: true }, { q: undefined, category: "VOID" })).toEqual({
    risk: true,
    category: "VOID",
  });
});

test("the first part of a case needs no name in its address", () => {
  expect(tabIn({ tab: "case", brand: "harbour" })).toEqual({ brand: "harbour" });
  expect(tabIn({ tab: "people" })).toEqual({ tab: "people" });
  expect(tabIn({ tab: "secrets" })).toEqual({});
});

test("the letter that a stage asks for is offered first", () => {
  expect(likely("registered", "none")).toBe("acknowledgement");
  expect(likely("carried_out", "none")).toBe("final_response");
  expect(likely("closed", "decided")).toBe("appeal_outcome");
  expect(partsOf("information_request")).toContain("until");
});

test("a letter is shown as text: nothing in it is markup of the page", () => {
  const page = pageOf('A "subject"', "<img src=x onerror=alert(1)>\nsecond line\n\nnew part", "en");
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;<br>second line</p><p>new part");
});
