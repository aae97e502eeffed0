// Paper: reports that are printed say where the audit log stood, for whoever compares later.
import { arrived, axe, comeAs, demoTest as test, expect } from "./plumbline";
import { daysAgo } from "./pages";

test("printed reports name the head of the audit log, and screens don't", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await page.goto("/audit");
  const head = await page.locator(".chain .hash").textContent();
  expect(head).toMatch(/^[0-9a-f]{64}$/);
  await page.goto("/assessments");
  const list = page.locator("main a[href^='/assessments/']");
  const assessment = await list.first().getAttribute("href");
  const round = await page.locator("main a[href^='/rounds/']").first().getAttribute("href");
  await page.goto("/audits");
  const audit = await page.locator("main a[href^='/audits/']:not([href$='/new'])").first().getAttribute("href");
  for (const path of [assessment, round, audit, "/", "/units/2"]) {
    await page.goto(path ?? "");
    const seal = page.locator("footer.seal");
    await expect(seal).toHaveCount(1);
    await expect(seal).toBeHidden();
    await page.emulateMedia({ media: "print" });
    await expect(seal).toBeVisible();
    await expect(seal).toContainText(/The audit log stood at entry \d+ with the head/);
    await expect(seal.locator(".hash")).toHaveText(head ?? "");
    await expect(seal).toContainText("Keep this page");
    await page.emulateMedia({ media: "screen" });
  }
  await axe(page);
});

test("a page of the past names no head: it shows what was known and not where the log stands", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await page.goto(`/?as_of=${daysAgo(60)}`);
  await arrived(page, "Overview");
  await expect(page.locator("footer.seal")).toHaveCount(0);
});
