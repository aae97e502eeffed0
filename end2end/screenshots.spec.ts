// Pictures of every page: of the first run and of the sample organisation, at three widths, in two
// themes, at full length.
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { walkFirstRun } from "./firstrun";
import { comeAs, demoTest as test, hydrated, test as newTest } from "./plumbline";
import { samples, visit } from "./pages";

const folder = fileURLToPath(new URL("../screenshots", import.meta.url));
const WIDTHS = [1440, 1024, 390];
const THEMES = ["light", "dark"] as const;
const HEIGHT = 900;

/** Takes a picture of the page as it is, under its name, width and theme. */
async function take(page: Page, name: string, width: number, theme: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const path = `${folder}/${name}-${width}-${theme}.png`;
  await page.screenshot({ path, fullPage: true, animations: "disabled" });
}

for (const sample of samples) {
  test(sample.name, async ({ page, demo }) => {
    if (sample.role !== undefined) await comeAs(page, demo, sample.role);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await visit(page, sample);
        await hydrated(page);
        await sample.prepare?.(page);
        await take(page, sample.name, width, colorScheme);
      }
    }
  });
}

newTest("the first run", async ({ page, visitor, server }) => {
  newTest.setTimeout(180_000);
  await walkFirstRun(page, visitor, server, async (seen) => {
    await hydrated(seen.page);
    for (const colorScheme of THEMES) {
      await seen.page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await seen.page.setViewportSize({ width, height: HEIGHT });
        await take(seen.page, seen.name, width, colorScheme);
      }
    }
    await seen.page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  });
});
