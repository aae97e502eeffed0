// Pictures of every page of the sample organisation: three widths, two themes, full page.
import { fileURLToPath } from "node:url";
import { comeAs, demoTest as test, hydrated } from "./plumbline";
import { samples, visit } from "./pages";

const folder = fileURLToPath(new URL("../screenshots", import.meta.url));
const WIDTHS = [1440, 1024, 390];
const HEIGHT = 900;

for (const sample of samples) {
  test(sample.name, async ({ page, demo }) => {
    if (sample.role !== undefined) await comeAs(page, demo, sample.role);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await visit(page, sample);
        await hydrated(page);
        await sample.prepare?.(page);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({
          path: `${folder}/${sample.name}-${width}-${colorScheme}.png`,
          fullPage: true,
          animations: "disabled",
        });
      }
    }
  });
}
