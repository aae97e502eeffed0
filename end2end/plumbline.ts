// What every browser test imports: the binary under test, guarded pages, axe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, type Page, test as base } from "@playwright/test";
import { expect } from "@playwright/test";
import { watch } from "./guard";
import { type Account, type Server, start } from "./server";

export { expect };
export type { Account, Server };

interface Fixtures {
  /** Opens a page for one more person: a browser context of their own, guarded like `page`. */
  visitor: () => Promise<Page>;
}

const guarded = base.extend<Fixtures>({
  context: async ({ context }, use) => {
    const problems = await watch(context);
    await use(context);
    expect(problems).toEqual([]);
  },
  visitor: async ({ browser, contextOptions, javaScriptEnabled, baseURL }, use) => {
    const opened: { context: BrowserContext; problems: string[] }[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, javaScriptEnabled, baseURL });
      opened.push({ context, problems: await watch(context) });
      return context.newPage();
    });
    await Promise.all(opened.map(({ context }) => context.close()));
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  },
});

/** A test on a new, empty installation of its own. */
export const test = guarded.extend<{ server: Server }>({
  server: async ({}, use, info) => {
    const server = await start("serve");
    try {
      await use(server);
    } finally {
      await info.attach("server.log", { body: server.output(), contentType: "text/plain" });
      await server.stop();
    }
  },
  baseURL: async ({ server }, use) => use(server.url),
});

/** A test on the sample organisation, which it shares with the other tests of its worker. */
export const demoTest = guarded.extend<object, { demo: Server }>({
  demo: [
    async ({}, use) => {
      const demo = await start("demo");
      await use(demo);
      await demo.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
});

/** Whether the running test has scripts. */
export function scriptsOn(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Waits until every island of the page is awake; at once where scripts are off. */
export async function hydrated(page: Page): Promise<void> {
  if (scriptsOn()) await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
}

/** Signs in on the sign-in page. */
export async function signIn(page: Page, account: Account): Promise<void> {
  await page.goto("/signin");
  await hydrated(page);
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/\/signin/);
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails on anything that axe finds, in the light and in the dark theme. */
export async function axe(page: Page): Promise<void> {
  if (scriptsOn()) return sweep(page);
  // axe itself needs scripts: it looks at what this page holds now, opened beside it in a browser
  // that has them. The policy keeps the page's own from running there.
  const html = (await page.content()).replace(/<\/?noscript>/g, "");
  const context = await browserOf(page).newContext({
    javaScriptEnabled: true,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
  });
  const copy = await context.newPage();
  await copy.route(page.url(), (route) =>
    route.fulfill({
      body: html,
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": "script-src 'none'" },
    }),
  );
  await copy.goto(page.url());
  await sweep(copy);
  await context.close();
}

function browserOf(page: Page): Browser {
  const browser = page.context().browser();
  if (browser === null) throw new Error("the page's browser is gone");
  return browser;
}

async function sweep(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axeSource);
    const found = await page.evaluate(async (values) => {
      const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
      const { violations } = await (globalThis as any).axe.run(document, options);
      return violations.flatMap((rule: any) =>
        rule.nodes.map((node: any) => `${rule.id}: ${node.target} ${node.failureSummary}`),
      );
    }, RULES);
    expect(found, `axe on ${page.url()}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}
