// Whether a page fits into its window.
import type { Page } from "@playwright/test";
import { expect } from "./plumbline";

/** Nothing sticks out at the side of a window of this width, and no list hides its columns there. */
export async function expectToFit(page: Page, width: number): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 900 });
  const beyond = await page.evaluate(() => {
    const cut = (element: Element) => element.outerHTML.slice(0, 120);
    const { scrollWidth, clientWidth } = document.documentElement;
    // The numbers behind a chart have a region of their own that scrolls.
    const lists = [...document.querySelectorAll(".table-wrap:not([tabindex])")];
    const hiding = lists.filter((list) => list.scrollWidth > list.clientWidth + 1);
    const found = hiding.map((list) => `${list.scrollWidth} of ${list.clientWidth}: ${cut(list)}`);
    if (scrollWidth <= clientWidth) return found;
    const all = [...document.querySelectorAll("body *:not(.table-wrap *)")];
    // The box of a text can be wider than that of its element.
    const right = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return Math.max(range.getBoundingClientRect().right, element.getBoundingClientRect().right);
    };
    const wide = all.filter((element) => right(element) > clientWidth + 1);
    return [`${scrollWidth} px`, ...wide.slice(-6).map(cut), ...found];
  });
  expect.soft(beyond, `${page.url()} at ${width} px`).toEqual([]);
  if (before !== null) await page.setViewportSize(before);
}
