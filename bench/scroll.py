"""A list of all tickets in the workspace, scrolled from its top to its end in a real Chromium: frames with a gap in them,
rows in the page, and what the page holds in memory. The floor is a tenth of it in a page whose rows are one line of text
each, in as many elements as the screen draws, without data, events or styles."""

from __future__ import annotations

import shutil
from typing import Any

from playwright.async_api import CDPSession, Page, async_playwright

from bench.desks import Desk, Server
from bench.measure import Row
from bench.servers import desk_server
from pitboss.api.edge import COOKIE

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ALL = "%7B%22status%22%3A%5B%22active%22%2C%22closed%22%5D%7D"
STEP = 2_700  # pixels a frame: thirty rows
MOST_MIB = 60.0  # that the page may grow by on the way

# Sets the scroll in one frame and looks in the next, when it is drawn.
SCROLL = """
async step => {
  const grid = document.querySelector('[role=grid]');
  const box = grid.getBoundingClientRect();
  const frame = () => new Promise(requestAnimationFrame);
  const took = [];
  let blank = 0, toCome = 0, rows = 0, still = 0, last = performance.now();
  while (still < 600) {
    const before = grid.scrollTop;
    grid.scrollTop += step;
    await frame();
    const now = performance.now();
    took.push(now - last);
    last = now;
    still = grid.scrollTop === before ? still + 1 : 0;
    let come = false;
    for (let part = 1; part < 10; part += 1) {
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part / 10);
      const row = at?.closest('[role=row], [data-to-come]');
      if (!row) blank += 1;
      else if (row.hasAttribute('data-to-come')) come = true;
    }
    toCome += come;
    rows = Math.max(rows, grid.querySelectorAll('[role=row], [data-to-come]').length);
    const end = grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1;
    if (end && !grid.querySelector('[data-to-come]')) break;
  }
  took.sort((a, b) => a - b);
  return {frames: took.length, blank, toCome, rows, height: grid.scrollHeight,
          median: took[took.length >> 1], p99: took[Math.floor(took.length * 0.99)]};
}
"""

BARE = """
<div role="grid" style="height: 800px; width: 360px; overflow: auto; position: relative">
  <div style="height: %(height)dpx"></div>
</div>
<script>
  const grid = document.querySelector('[role=grid]');
  const rows = Array.from({length: 46}, () => {
    const row = document.createElement('div');
    row.setAttribute('role', 'row');
    row.style.cssText = 'position: absolute; top: 0; width: 100%%; height: 90px';
    grid.append(row);
    return row;
  });
  const draw = () => {
    const first = Math.max(0, Math.floor(grid.scrollTop / 90) - 18);
    rows.forEach((row, n) => {
      row.style.transform = `translateY(${Math.min((first + n) * 90, %(height)d - 90)}px)`;
      row.textContent = `Ticket ${first + n}`;
    });
  };
  grid.addEventListener('scroll', draw);
  draw();
</script>
"""


async def _heap(cdp: CDPSession) -> float:
    """MiB that the page's scripts hold."""
    await cdp.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = await cdp.send("Runtime.getHeapUsage")
    return float(used["usedSize"]) / 2**20


async def _scrolled(page: Page) -> tuple[dict[str, float], float, float]:
    await page.locator("[role=grid][aria-busy=false] [role=row]").first.wait_for()
    cdp = await page.context.new_cdp_session(page)
    before = await _heap(cdp)
    seen: dict[str, float] = await page.evaluate(SCROLL, STEP)
    return seen, before, await _heap(cdp)


async def run(on: Server, desk: Desk) -> list[Row]:
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    async with desk_server(on, desk) as port, async_playwright() as playwright:
        base = f"http://127.0.0.1:{port}"
        chromium = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        context = await chromium.new_context(base_url=base, viewport={"width": 1440, "height": 900})
        await context.add_cookies([{"name": COOKIE, "value": desk.senior_token, "url": base}])
        page = await context.new_page()
        await page.set_content(BARE % {"height": desk.size * 9})
        floor: dict[str, float] = await page.evaluate(SCROLL, STEP)
        await page.goto(f"/desk/list/all?filter={ALL}")
        seen, before, after = await _scrolled(page)
        await chromium.close()
    read = round(seen["height"] / 90)
    grown = after - before
    took = seen["frames"] * seen["median"] / 1_000
    return [
        Row(
            work=f"list of {desk.size:,} tickets, scrolled from top to end in a browser",
            value=f"{seen['blank']:.0f} gaps in {seen['frames']:.0f} frames of {read:,} rows, {seen['toCome']:.0f} "
            f"with rows still to come; frame median {seen['median']:.1f} ms, p99 {seen['p99']:.1f} ms, some {took:.0f} s "
            f"in all; at most {seen['rows']:.0f} rows in the page; heap {before:.1f} to {after:.1f} MiB",
            floor=f"frame median {floor['median']:.1f} ms, p99 {floor['p99']:.1f} ms: one line of text for a row",
            ratio=seen["median"] / floor["median"],
            target=f"no gap, heap grows by ≤ {MOST_MIB:.0f} MiB",
            met=seen["blank"] == 0 and read >= desk.size and grown <= MOST_MIB,
            noise="one run",
        )
    ]
