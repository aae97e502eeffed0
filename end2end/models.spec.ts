// The register: a first model, what is still open about it, two people at once, filters, roles.
import type { Page } from "@playwright/test";
import { arrived, axe, comeAs, demoTest as test, expect } from "./plumbline";
import { register } from "./steps";

/** The path of the model whose page is open. */
function modelPath(page: Page): string {
  return new URL(page.url()).pathname;
}

/** Follows a link of the list of what is still open. */
async function answer(page: Page, sentence: string, form: string): Promise<void> {
  await page.getByRole("link", { name: sentence }).click();
  await arrived(page, form);
}

test("a name and a unit make a model, and its page leads to what is missing", async ({ page, demo }) => {
  await comeAs(page, demo, "assessor");
  await page.goto("/models/new");
  await arrived(page, "Register a model");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await axe(page);
  await page.getByLabel("Name", { exact: true }).fill("Basket Forecaster");
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await arrived(page, "Basket Forecaster");
  await expect(page.getByRole("status")).toHaveText("The model is registered.");
  await expect(page.getByRole("img", { name: "0 of 4 profile questions answered" })).toBeVisible();
  await axe(page);

  await answer(page, "No deployment is recorded.", "Add a deployment");
  await page.getByLabel("Platform").fill("forecast-batch");
  await page.getByLabel("Can be reached").selectOption("Internal");
  await axe(page);
  await page.getByRole("button", { name: "Add deployment" }).click();
  await expect(page.getByRole("row", { name: /forecast-batch/ })).toContainText("Internal");

  await answer(page, "No data source is recorded.", "Add a data source");
  await page.getByLabel("Name", { exact: true }).fill("Order history");
  await page.getByRole("button", { name: "Add data source" }).click();
  await answer(page, "Classification or protection is not described for Order history.", "Order history");
  await page.getByLabel("Classification").selectOption("Public");
  for (const label of ["Holds personal data", "Encrypted at rest", "Encrypted in transit"]) {
    await page.getByLabel(label).selectOption("No");
  }
  await page.getByRole("button", { name: "Save changes" }).click();

  await answer(page, "Nobody is recorded who uses it", "Add a permission");
  await page.getByLabel("Who or what").fill("basket-service");
  await page.getByRole("button", { name: "Add permission" }).click();
  // The level has no safe beginning, so it is asked for; what was typed stays.
  await expect(page.getByRole("alert")).toContainText("Choose one of the list.");
  await expect(page.getByLabel("Who or what")).toHaveValue("basket-service");
  await page.getByLabel("Level").selectOption("Read");
  await page.getByRole("button", { name: "Add permission" }).click();
  await expect(page.getByRole("img", { name: "4 of 4 profile questions answered" })).toBeVisible();

  await page.getByRole("button", { name: "I own it" }).click();
  await expect(page.getByRole("status")).toHaveText("You are the model’s owner.");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByText("Classification: Unknown → Public")).toBeVisible();
  await axe(page);
});

test("a stale form is told who changed the same thing, and keeps what was typed", async ({ page, visitor, demo }) => {
  await comeAs(page, demo, "assessor");
  await register(page, "Gift Finder", "Online Store");
  const edit = `${modelPath(page)}/edit`;
  await page.goto(edit);
  const manager = await visitor();
  await comeAs(manager, demo, "manager");
  await manager.goto(edit);
  await manager.getByLabel("Purpose").fill("Finds gifts.");
  await manager.getByRole("button", { name: "Save changes" }).click();
  await arrived(manager, "Gift Finder");

  await page.getByLabel("Purpose").fill("Suggests presents.");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("alert")).toContainText("Ingrid Solheim changed this");
  const row = page.getByRole("row", { name: /^Purpose/ });
  await expect(row).toContainText("Finds gifts.");
  await expect(row).toContainText("Suggests presents.");
  await axe(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await arrived(page, "Gift Finder");
  await expect(page.getByText("Suggests presents.")).toBeVisible();
});

test("what looks like a key is not taken down", async ({ page, demo }) => {
  await comeAs(page, demo, "assessor");
  await register(page, "Returns Helper", "Online Store");
  await page.getByRole("link", { name: "Add a credential" }).click();
  const key = ["sk", "a1B2c3D4e5F6g7H8i9J0k1L2"].join("-");
  await page.getByLabel("Name", { exact: true }).fill(key);
  await page.getByLabel("Rotate every").fill("ninety");
  await page.getByRole("button", { name: "Add credential" }).click();
  await expect(page.getByRole("alert")).toContainText("This looks like an API key.");
  await expect(page.getByRole("alert")).toContainText("Enter a whole number");
  await axe(page);
});

test("a model is retired, and found and restored from there", async ({ page, demo }) => {
  await comeAs(page, demo, "assessor");
  await register(page, "Old Ranker", "Online Store");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Retire model" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Retire Old Ranker?" });
  await dialog.getByRole("button", { name: "Retire model" }).click();
  await expect(page.getByText("Retired on")).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
  await axe(page);
  await page.goto("/models?q=old+ranker");
  await expect(page.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  await axe(page);
  await page.goto("/models?q=old+ranker&status=retired");
  await page.getByRole("link", { name: "Old Ranker", exact: true }).click();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("status")).toHaveText("The model is back in use.");
});

test("the list is filtered, sorted and found again by its address", async ({ page, demo }) => {
  await comeAs(page, demo, "viewer");
  await page.goto("/models");
  await arrived(page, "Models");
  await expect(page.getByRole("link", { name: "Register model" })).toHaveCount(0);
  await axe(page);
  await page.getByRole("checkbox", { name: /^Public/ }).first().check();
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/exposure=public/);
  const rows = page.getByRole("table").getByRole("row");
  const all = await rows.count();
  await page.getByRole("columnheader", { name: "Unit" }).getByRole("link").click();
  await expect(page).toHaveURL(/exposure=public.*sort=unit/);
  await expect(rows).toHaveCount(all);
  await page.getByRole("link", { name: "Remove filter Exposure: Public" }).click();
  await expect(page).not.toHaveURL(/exposure/);
});

test("whoever may only read sees everything and can change nothing", async ({ page, demo }) => {
  await comeAs(page, demo, "viewer");
  await page.goto("/models?q=shop+assistant");
  await page.getByRole("link", { name: "Shop Assistant", exact: true }).click();
  await arrived(page, "Shop Assistant");
  await expect(page.getByRole("link", { name: /^(Add|Edit)/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "More actions" })).toHaveCount(0);
});
