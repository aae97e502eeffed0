// The audit log: found, filtered, unfolded, verified and taken away, scripts on and off.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { arrived, axe, comeAs, demoTest as test, expect, hydrated } from "./plumbline";
import { expectToFit } from "./fit";
import { packFrom } from "./steps";

async function open(page: Page, query = ""): Promise<void> {
  await page.goto(`/audit${query}`);
  await arrived(page, "Audit log");
}

/** The entries that are shown, without the rows of days and of what is unfolded. */
const entries = (page: Page) => page.locator("tr[id^=entry-]");

test("an auditor finds the log, filters it and takes a filter away again", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await page.goto("/");
  await hydrated(page);
  await page.getByRole("link", { name: "Audit log" }).click();
  await arrived(page, "Audit log");
  await page.getByLabel("Action").selectOption({ label: "— Approved" });
  await page.getByLabel("Business unit").selectOption({ label: "Logistics" });
  await page.getByRole("button", { name: "Search" }).click();
  await arrived(page, "Audit log");
  await expect(entries(page).first()).toContainText("Logistics");
  for (const row of await entries(page).all()) await expect(row).toContainText("Approved");
  const ofUnit = await entries(page).count();
  await page.getByRole("link", { name: "Remove filter Business unit: Logistics" }).click();
  await arrived(page, "Audit log");
  expect(await entries(page).count()).toBeGreaterThan(ofUnit);
  await page.getByLabel("Until", { exact: true }).fill("2020-01-01");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await arrived(page, "Audit log");
  await expect(entries(page)).toHaveCount(50);
});

test("an entry unfolds to what changed and folds again", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await open(page, "?action=model.permission-changed");
  const words = page.getByRole("link", { name: /^Permission changed, entry [0-9]+: show$/ }).first();
  await words.click();
  await arrived(page, "Audit log");
  const detail = page.locator("tr.is-detail");
  await expect(detail.locator("del").first()).toContainText("− ");
  await expect(detail.locator("ins").first()).toContainText("+ ");
  // Its own, that of the entry before it, and that of its content.
  await expect(detail.locator("code.hash")).toHaveText(Array(3).fill(/^[0-9a-f]{64}$/));
  await axe(page);
  await expectToFit(page, 390);
  await page.getByRole("link", { name: /^Permission changed, entry [0-9]+: fold$/ }).click();
  await arrived(page, "Audit log");
  await expect(detail).toHaveCount(0);
});

test("older and newer pages follow each other without a gap", async ({ page, demo }) => {
  await comeAs(page, demo, "administrator");
  await open(page, "?action=answers");
  const ids = () => entries(page).evaluateAll((rows) => rows.map((row) => row.id));
  const first = await ids();
  await page.getByRole("link", { name: "Older" }).click();
  await arrived(page, "Audit log");
  const second = await ids();
  expect(second).not.toContain(first.at(-1));
  await page.getByRole("link", { name: "Newer" }).click();
  await arrived(page, "Audit log");
  expect(await ids()).toEqual(first);
});

test("the chain is verified and the log says so", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await open(page);
  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByRole("heading", { name: "Chain intact" })).toBeVisible();
  await expect(page.getByText(/by Dele Adeyemi, all as they were sealed/)).toBeVisible();
  await expect(entries(page).first()).toContainText("Chain verified");
});

test("the export is JSON Lines of what the filters leave", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await open(page, "?action=assessment.approved");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export as JSON Lines" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-log-.*[.]jsonl$/);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  for (const line of lines) expect(JSON.parse(line).action).toBe("assessment.approved");
  await open(page);
  await expect(entries(page).first()).toContainText("Log exported");
});

test("whoever may not read the log is not led to it", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  expect((await page.goto("/audit"))?.status()).toBe(404);
});

test("a pack is taken from the page and verifies without the server", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await open(page);
  await page.getByRole("link", { name: "Take an audit pack" }).click();
  await arrived(page, "Take an audit pack");
  await page.getByLabel("Unit").selectOption({ label: "\u2003Commerce" });
  expect(await packFrom(page)).toContain("Commerce of Aldermoor Group");
});
