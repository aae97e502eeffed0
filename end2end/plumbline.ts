// What every browser test imports: the binary under test, guarded pages, axe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, type Page, test as base } from "@playwright/test";
import { expect } from "@playwright/test";
import { scriptsOn, watch } from "./guard";
import { type Account, type Server, start } from "./server";

export { expect, scriptsOn };
export type { Account, Server };

interface Fixtures {
  /** Problems that belong to what the test is about, such as a network that is away. */
  allowed: RegExp[];
  /** Opens a page for one more person: a browser context of their own, guarded like `page`. */
  visitor: () => Promise<Page>;
}

const guarded = base.extend<Fixtures>({
  allowed: [[], { option: true }],
  context: async ({ context, allowed }, use) => {
    const problems = await watch(context, allowed);
    await use(context);
    expect(problems).toEqual([]);
  },
  visitor: async ({ browser, contextOptions, javaScriptEnabled, baseURL, allowed }, use) => {
    const opened: { context: BrowserContext; problems: string[] }[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, javaScriptEnabled, baseURL });
      opened.push({ context, problems: await watch(context, allowed) });
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

/** A test on a sample organisation of this size, which it shares with the other tests of its worker. */
export function demoOf(...size: string[]) {
  return guarded.extend<object, { demo: Server }>({
    demo: [
      async ({}, use) => {
        const demo = await start("demo", ...size);
        await use(demo);
        await demo.stop();
      },
      { scope: "worker", timeout: 180_000 },
    ],
    baseURL: async ({ demo }, use) => use(demo.url),
  });
}

/** A test on the sample organisation of the handbook. */
export const demoTest = demoOf();

/** A page that is awake, or that has nothing to wake: without islands nothing is loaded that wakes them. */
const AWAKE = 'html[data-hydrated], html:not(:has(script[src*="/start."]))';

/** Waits until every island of the page is awake; at once where scripts are off. */
export async function hydrated(page: Page): Promise<void> {
  if (scriptsOn()) await page.locator(AWAKE).waitFor({ state: "attached" });
}

/** Waits until the page with this title as its heading is there and awake. */
export async function arrived(page: Page, title: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await hydrated(page);
}

/** The sessions that a worker's tests share, by server and address. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Signs in to the sample organisation: on the sign-in page the first time, and by the same session
 * in every later test of the worker. For tests that leave the session as it is. */
export async function comeAs(page: Page, demo: Server, who: string): Promise<void> {
  const account = await personOf(demo, who);
  const key = `${demo.url} ${account.email}`;
  const known = sessions.get(key);
  if (known !== undefined) return page.context().addCookies(known);
  await signIn(page, account);
  sessions.set(key, await page.context().cookies());
}

/** Someone of the sample organisation, by role or by name; they all have the same password. */
export async function personOf(demo: Server, who: string): Promise<Account> {
  if (!who.includes(" ")) return demo.account(who);
  const { password } = await demo.account("viewer");
  return { email: `${who.toLowerCase().replaceAll(" ", ".")}@aldermoor.example`, password };
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
