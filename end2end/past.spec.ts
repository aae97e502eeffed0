// Looking back: any page that shows the programme, as it was at the end of an earlier day.
import { arrived, axe, comeAs, demoTest as test, expect } from "./plumbline";
import { expectToFit } from "./fit";
import { daysAgo } from "./pages";

const day = daysAgo(60);
const banner = /^As known at the end of \d+ \w+ \d{4}\. Read-only\./;

test("a day is chosen at the foot of a page and kept from page to page", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/");
  await arrived(page, "Overview");
  const notice = page.locator(".notice", { hasText: banner });
  await expect(notice).toHaveCount(0);
  await page.getByLabel("This page as it was at the end of").fill(day);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`\\?as_of=${day}$`));
  await expect(notice).toBeVisible();

  await page.getByRole("link", { name: "Business units" }).click();
  await page.getByRole("link", { name: "Online Store" }).first().click();
  await arrived(page, "Online Store");
  await expect(notice).toBeVisible();
  await expect(page.locator("main a", { hasText: /^(Continue|Begin|Edit|Record)/ })).toHaveCount(0);

  await page.getByRole("link", { name: "Models", exact: true }).first().click();
  await page.locator("main input[name=q]").fill("assistant");
  await page.locator("main").getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(new RegExp(`as_of=${day}`));
  await page.getByRole("link", { name: "Shop Assistant" }).click();
  await arrived(page, "Shop Assistant");
  await expect(notice).toBeVisible();
  await page.getByRole("link", { name: "Back to today" }).click();
  await arrived(page, "Shop Assistant");
  await expect(notice).toHaveCount(0);
  await expect(page).toHaveURL(/\/models\/\d+$/);
});

test("an assessment of the past is read and not answered", async ({ page, demo }) => {
  await comeAs(page, demo, "assessor");
  await page.goto(`/assessments?as_of=${daysAgo(3)}&state=draft`);
  await page.locator("main").getByRole("link", { name: "Online Store" }).first().click();
  await expect(page.locator(".notice", { hasText: banner })).toBeVisible();
  await expect(page.locator("main :is(textarea, input[type=radio], input[type=file])")).toHaveCount(0);
  await expect(page.locator("main form")).toHaveCount(1);
  await expect(page.locator("script")).toHaveCount(0);
  await axe(page);
  await expectToFit(page, 390);
});

test("paper says which day it shows", async ({ page, demo }) => {
  await comeAs(page, demo, "auditor");
  await page.goto(`/units?as_of=${day}`);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".notice", { hasText: /^As known at the end of/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Show", exact: true })).toBeHidden();
  await expect(page.getByRole("link", { name: "Back to today" })).toBeHidden();
  await expect(page).toHaveTitle(/, \d+ \w+ \d{4} · Plumbline$/);
});
