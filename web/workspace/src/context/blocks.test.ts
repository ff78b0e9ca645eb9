import { describe, expect, it } from "vitest";
import { BLOCKS, moved, ordered } from "./blocks";

describe("the blocks of the context", () => {
  it("stand in the order that was chosen", () => {
    expect(ordered([])).toEqual(BLOCKS);
    expect(ordered(["timeline", "player"]).slice(0, 3)).toEqual(["timeline", "player", "others"]);
    expect(new Set(ordered(["tags", "gone", "tags"]))).toEqual(new Set(BLOCKS));
  });

  it("go up and down, and no further than there is place", () => {
    const order = ordered([]);
    expect(moved(order, "others", -1).slice(0, 2)).toEqual(["others", "player"]);
    expect(moved(order, "player", 1).slice(0, 2)).toEqual(["others", "player"]);
    expect(moved(order, "player", -1)).toEqual(order);
    expect(moved(order, "timeline", 1)).toEqual(order);
  });
});
