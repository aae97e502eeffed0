// Every page, for everybody who sees it: accessible in both themes, within its width, with links
// that lead somewhere.
import type { Page } from "@playwright/test";
import { axe, comeAs, demoTest as test, expect, hydrated, scriptsOn, test as newTest } from "./plumbline";
import { accept, choosePassword, invite, newcomer, startSetUp } from "./steps";
import { samples, visit } from "./pages";

/** Addresses that led somewhere already, by who followed them. */
const followed = new Set<string>();

async function inspect(page: Page, who: string): Promise<void> {
  await hydrated(page);
  await expect(page).toHaveTitle(/\S.* · Plumbline$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  // A page without a script is the same page in both projects: one of them looks at it closely.
  const hasIslands = (await page.locator("script").count()) > 0;
  await unfold(page);
  if (scriptsOn() || hasIslands) await axe(page);
  if (!scriptsOn() || hasIslands) await follow(page, who);
  await expectToFit(page);
}

/** Opens everything that is folded away. */
async function unfold(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
}

/** Nothing sticks out at the side of a narrow window. */
async function expectToFit(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const all = [...document.querySelectorAll("main *")];
    const wide = all.filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} px`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });
  expect(beyond, `${page.url()} at 390 px`).toEqual([]);
  if (before !== null) await page.setViewportSize(before);
}

/** Every link of the page leads somewhere. */
async function follow(page: Page, who: string): Promise<void> {
  const all = page.locator('a[href^="/"]');
  const hrefs = await all.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  for (const href of new Set(hrefs.map((href) => href.replace(/#.*/, "")))) {
    if (followed.has(`${who} ${href}`)) continue;
    followed.add(`${who} ${href}`);
    const answer = await page.request.get(href);
    expect(answer.status(), `${href} on ${page.url()}, for ${who}`).toBeLessThan(400);
  }
  const targets = await page.locator('a[href^="#"]').evaluateAll((links) =>
    links.map((link) => link.getAttribute("href") ?? "").filter((href) => {
      const target = document.getElementById(href.slice(1));
      return href !== "#" && target === null;
    }),
  );
  expect(targets, `links within ${page.url()}`).toEqual([]);
}

for (const sample of samples) {
  test(`page: ${sample.name}`, async ({ page, demo }) => {
    if (sample.role !== undefined) await comeAs(page, demo, sample.role);
    const answer = await visit(page, sample);
    expect(answer?.status()).toBe(sample.status ?? 200);
    await hydrated(page);
    await sample.prepare?.(page);
    await inspect(page, sample.role ?? "nobody");
  });
}

newTest("page: every step of the set-up, and what follows it", async ({ page, visitor, server }) => {
  newTest.setTimeout(120_000);
  const admin = newcomer("Callum Reyes");
  await page.goto("/setup");
  await inspect(page, "nobody");
  await page.goto(await server.setupLink());
  await inspect(page, "nobody");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("alert").waitFor();
  await inspect(page, "nobody");
  await startSetUp(page, server, admin);
  await inspect(page, "administrator");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("alert").waitFor();
  await inspect(page, "administrator");
  await page.getByLabel("Unit 1 name").fill("Commerce");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await page.getByRole("heading", { name: "First round" }).waitFor();
  await inspect(page, "administrator");
  for (const step of ["administrator", "organisation", "units"]) {
    await page.goto(`/setup?step=${step}`);
    await inspect(page, "administrator");
  }
  await page.goto("/setup");
  await page.getByRole("button", { name: "Open it later" }).click();
  await page.getByRole("heading", { name: "Evidence and backup" }).waitFor();
  await inspect(page, "administrator");
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page).not.toHaveURL(/setup/);
  // What a fresh installation shows: nothing is there yet, and every page says what to do.
  for (const path of ["/", "/units", "/models", "/assessments", "/people", "/settings/units"]) {
    await page.goto(path);
    await inspect(page, "administrator");
  }
  const link = await invite(page, newcomer("Priya Raman"), "Assessor", "Commerce");
  await inspect(page, "administrator");
  const invited = await visitor();
  await invited.goto(link);
  await inspect(invited, "nobody");
  await choosePassword(invited, "short");
  await invited.getByRole("button", { name: "Join" }).click();
  await invited.getByRole("alert").waitFor();
  await inspect(invited, "nobody");
  await accept(invited, link, newcomer("Priya Raman"));
  for (const path of ["/", "/models"]) {
    await invited.goto(path);
    await inspect(invited, "assessor");
  }
});
