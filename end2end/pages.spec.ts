// Every page, for everybody who sees it: accessible in both themes, within its width, with links
// that lead somewhere.
import type { Page } from "@playwright/test";
import { axe, comeAs, demoTest as test, expect, hydrated, scriptsOn, test as newTest } from "./plumbline";
import { expectToFit } from "./fit";
import { walkFirstRun } from "./firstrun";
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
  await expectToFit(page, 390);
}

/** Opens everything that is folded away. */
async function unfold(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
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
  await walkFirstRun(page, visitor, server, (seen) => inspect(seen.page, seen.who));
});
