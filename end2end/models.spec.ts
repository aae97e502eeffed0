// The register of models: the list with its filters, one model with everything recorded of it.
import type { Page } from "@playwright/test";
import { arrived, comeAs, demoOf, demoTest as test, expect } from "./plumbline";
import { register } from "./steps";

const largeTest = demoOf("--models", "120", "--units", "4", "--people", "8", "--rounds", "1");

const panel = (page: Page, name: string) => page.getByRole("region", { name });
const status = (page: Page) => page.getByRole("status");
const nameField = (page: Page) => page.getByLabel("Name", { exact: true });

/** The names in the list, from the top. */
function names(page: Page): Promise<string[]> {
  return page.getByRole("rowheader").getByRole("link").allInnerTexts();
}

test("the list is searched, filtered and sorted by its address", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/models");
  await arrived(page, "Models");
  const everything = page.getByText(/^\d+ in all$/);
  await expect(everything).toBeVisible();
  await page.getByRole("searchbox", { name: "Search models" }).last().fill("assistant");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/[?&]q=assistant/);
  expect(await names(page)).toEqual(["Policy Assistant", "Returns Desk Assistant", "Shop Assistant"]);

  await page.getByRole("checkbox", { name: /^Public/ }).first().check();
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/exposure=public/);
  expect(await names(page)).toEqual(["Shop Assistant"]);
  await page.getByRole("link", { name: "Remove filter Search: assistant" }).click();
  await expect(page).not.toHaveURL(/q=/);
  await expect(page.getByRole("link", { name: "Remove filter Exposure: Public" })).toBeVisible();
  expect((await names(page)).length).toBeGreaterThan(1);

  // Sorting keeps the filter, and a second time turns the order.
  await page.getByRole("columnheader", { name: "Model" }).getByRole("link").click();
  await expect(page).toHaveURL(/exposure=public.*sort=-name/);
  const turned = await names(page);
  expect(turned).toEqual([...turned].sort().reverse());
  await page.reload();
  expect(await names(page)).toEqual(turned);
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(everything).toBeVisible();
});

test("filters that hide everything are named", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/models?q=zeppelin&exposure=public");
  await expect(page.getByText(/^\d+ models are hidden by “zeppelin” and “Public”\.$/)).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page.getByText(/^\d+ in all$/)).toBeVisible();
});

test("the search of the navigation leads to the list", async ({ page, demo }) => {
  await comeAs(page, demo, "viewer");
  await page.goto("/account");
  const search = page.getByRole("search").getByRole("searchbox", { name: "Search models" });
  await search.fill("tagger");
  await search.press("Enter");
  await arrived(page, "Models");
  expect(await names(page)).toEqual(["Image Tagger"]);
});

largeTest("a long list has pages, also in its address", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/models");
  await expect(page.getByText("1–50 of 120")).toBeVisible();
  const first = await names(page);
  expect(first).toHaveLength(50);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByText("51–100 of 120")).toBeVisible();
  const second = await names(page);
  expect(second.filter((name) => first.includes(name))).toEqual([]);
  await page.getByRole("link", { name: "Page 3" }).click();
  await expect(page.getByText("101–120 of 120")).toBeVisible();
  expect(await names(page)).toHaveLength(20);
  await expect(page.getByRole("link", { name: "Next page" })).toHaveCount(0);
});

test("registering needs a name and a unit, and keeps the rest", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/models/new");
  await arrived(page, "Register a model");
  await expect(nameField(page)).toBeFocused();
  const purpose = "Answers what <b>suppliers</b> ask & files it.";
  await page.getByText("More, if you know it").click();
  await page.getByLabel("Purpose").fill(purpose);
  await page.getByLabel("Kind").selectOption("Agent");
  await page.getByRole("button", { name: "Register model" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(nameField(page)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Business unit")).toHaveAttribute("aria-invalid", "true");
  await page.getByText("More, if you know it").click();
  await expect(page.getByLabel("Kind")).toHaveValue("agent");
  await expect(page.getByLabel("Purpose")).toHaveValue(purpose);
  // Each mistake leads to its field.
  await page.getByRole("alert").getByRole("link").first().click();
  await expect(nameField(page)).toBeFocused();
  await nameField(page).fill("Supplier Desk");
  await page.getByLabel("Business unit").selectOption({ label: "Commerce" });
  await nameField(page).press("Enter");
  await arrived(page, "Supplier Desk");
  await expect(status(page)).toHaveText("The model is registered.");
  await expect(page.getByText(purpose)).toBeVisible();
});

test("a new model leads from what is open to a whole profile", async ({ page, demo }) => {
  await comeAs(page, demo, "assessor");
  await register(page, "Parcel Talker", "Online Store");
  const answer = async (sentence: string, form: string) => {
    await panel(page, "Still open").getByRole("link", { name: sentence }).click();
    await arrived(page, form);
  };
  await expect(page.getByText("0 of 4", { exact: true })).toBeVisible();

  await answer("No deployment is recorded.", "Add a deployment");
  await page.getByLabel("Platform").fill("Basket cluster");
  await page.getByLabel("Can be reached").selectOption("Public");
  await page.getByLabel("Hosting").selectOption("Cloud");
  await page.getByLabel("Runtime monitoring").selectOption("On");
  await page.getByRole("button", { name: "Add deployment" }).click();
  await expect(status(page)).toHaveText("It is recorded.");
  await expect(panel(page, "Where is it used?")).toContainText("Basket cluster");

  await answer("No data source is recorded.", "Add a data source");
  await page.getByRole("button", { name: "Add data source" }).click();
  await expect(nameField(page)).toHaveAttribute("aria-invalid", "true");
  await nameField(page).fill("Order history");
  await page.getByRole("button", { name: "Add data source" }).click();
  // What is recorded may still leave the question open: the link leads to it.
  await answer("Classification or protection is not described for Order history.", "Order history");
  await page.getByLabel("Classification").selectOption("Confidential");
  for (const label of ["Holds personal data", "Encrypted at rest", "Encrypted in transit"]) {
    await page.getByLabel(label).selectOption("Yes");
  }
  await page.getByLabel("Access control").fill("The order service's own roles.");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(status(page)).toHaveText("Your changes are saved.");

  await answer("Nobody is recorded who uses it", "Add a permission");
  await page.getByLabel("Who or what").fill("basket-service");
  await page.getByLabel("Level").selectOption("Broad or wildcard");
  await page.getByRole("button", { name: "Add permission" }).click();
  await expect(page.getByText("4 of 4", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Add a validation" }).first().click();
  await page.getByLabel("Checked on").fill("2026-01-12");
  await page.getByLabel("Result").selectOption("Passed with conditions");
  await page.getByLabel("Method").fill("Red-team exercise");
  await page.getByRole("button", { name: "Add validation" }).click();
  await expect(panel(page, "Checks before use")).toContainText("Passed with conditions");
  // Broad rights without a reason contradict the second question.
  await expect(panel(page, "A yes it would contradict")).toContainText("2. Least privilege");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByText("Classification: Unknown → Confidential")).toBeVisible();
});

test("a secret is refused beside its field and the rest is kept", async ({ page, demo }) => {
  await comeAs(page, demo, "assessor");
  await register(page, "Key Holder", "Online Store");
  await page.getByRole("link", { name: "Add a credential" }).first().click();
  await arrived(page, "Add a credential");
  await nameField(page).fill(["sk", "a1B2c3D4e5F6g7H8i9J0k1L2"].join("-"));
  await page.getByLabel("Kept in").selectOption("Secret store");
  await page.getByLabel("Where exactly").fill("vault, team/shop");
  await page.getByLabel("Last rotated").fill("2026-10-01");
  await page.getByLabel("Rotate every").fill("ninety");
  await page.getByRole("button", { name: "Add credential" }).click();
  // Everything that is wrong is said at once.
  await expect(page.getByLabel("Rotate every")).toHaveAttribute("aria-invalid", "true");
  await expect(nameField(page)).toHaveAttribute("aria-invalid", "true");
  await expect(nameField(page)).toHaveAccessibleDescription(/This looks like an API key\./);
  await expect(page.getByLabel("Kept in")).toHaveValue("secret-store");
  await expect(page.getByLabel("Where exactly")).toHaveValue("vault, team/shop");
  await expect(page.getByLabel("Last rotated")).toHaveValue("2026-10-01");
  await expect(page.getByLabel("Rotate every")).toHaveValue("ninety");
  await page.getByLabel("Rotate every").fill("90");
  await nameField(page).fill("Provider key of the shop");
  await page.getByRole("button", { name: "Add credential" }).click();
  await expect(panel(page, "Credentials")).toContainText("Provider key of the shop");
});

test("a part is changed and removed, and the history keeps it", async ({ page, demo }) => {
  await comeAs(page, demo, "assessor");
  await register(page, "Shelf Reader", "Online Store");
  await page.getByRole("link", { name: "Add a permission" }).first().click();
  await page.getByLabel("Who or what").fill("shelf-service");
  await page.getByLabel("Level").selectOption("Read");
  await page.getByRole("button", { name: "Add permission" }).click();
  await page.getByRole("link", { name: "Edit shelf-service" }).click();
  await page.getByLabel("Level").selectOption("Read and write");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(status(page)).toHaveText("Your changes are saved.");
  await page.getByRole("link", { name: "Edit shelf-service" }).click();
  await page.getByRole("button", { name: "Remove permission" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove permission" }).click();
  await expect(status(page)).toContainText("It is removed.");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByText("removed the permission “shelf-service”")).toBeVisible();
  await expect(page.getByText("Level: Read → Read and write")).toBeVisible();
});

test("a model is edited, moved, retired and restored", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await register(page, "Wave Planner", "Logistics");
  await page.getByRole("button", { name: "I own it" }).click();
  await expect(status(page)).toHaveText("You are the model’s owner.");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await arrived(page, "Edit Wave Planner");
  await nameField(page).fill("");
  await page.getByLabel("Provider").fill("Tessera AI");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(nameField(page)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Provider")).toHaveValue("Tessera AI");
  await nameField(page).fill("Wave Planner 2");
  await page.getByRole("button", { name: "Save changes" }).click();
  await arrived(page, "Wave Planner 2");

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("link", { name: "Move to another unit" }).click();
  await page.getByLabel("New business unit").selectOption({ label: "Commerce / Online Store" });
  await page.getByRole("button", { name: "Move model" }).click();
  await expect(status(page)).toHaveText("The model is moved.");
  await expect(page.getByRole("link", { name: "Online Store" }).first()).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Retire model" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Retire Wave Planner 2?" });
  await dialog.getByRole("button", { name: "Retire model" }).click();
  await expect(status(page)).toContainText("The model is retired.");
  await expect(page.getByRole("link", { name: "Edit", exact: true })).toHaveCount(0);
  await page.goto("/models?q=wave+planner");
  await expect(page.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  await page.goto("/models?q=wave+planner&status=retired");
  await page.getByRole("link", { name: "Wave Planner 2", exact: true }).click();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(status(page)).toHaveText("The model is back in use.");
});

test("two who edit the same model see both versions", async ({ page, visitor, demo }) => {
  await comeAs(page, demo, "assessor");
  await register(page, "Both Hands", "Online Store");
  const path = new URL(page.url()).pathname;
  const other = await visitor();
  await comeAs(other, demo, "manager");
  for (const one of [page, other]) await one.goto(`${path}/edit`);
  await other.getByLabel("Provider").fill("Northquay");
  await other.getByRole("button", { name: "Save changes" }).click();
  await expect(status(other)).toHaveText("Your changes are saved.");
  await page.getByLabel("Provider").fill("Tessera AI");
  await page.getByLabel("Version").fill("4.1");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Ingrid Solheim changed this");
  const differs = page.getByRole("row", { name: /^Provider/ });
  await expect(differs).toContainText("Northquay");
  await expect(differs).toContainText("Tessera AI");
  await expect(page.getByLabel("Provider")).toHaveValue("Tessera AI");
  await expect(page.getByLabel("Version")).toHaveValue("4.1");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(status(page)).toHaveText("Your changes are saved.");
});

test("whoever only reads sees everything and can change nothing", async ({ page, demo }) => {
  await comeAs(page, demo, "viewer");
  await page.goto("/models");
  await expect(page.getByRole("link", { name: "Register model" })).toHaveCount(0);
  await page.getByRole("link", { name: "Image Tagger" }).click();
  await arrived(page, "Image Tagger");
  await expect(page.getByRole("link", { name: /^(Add|Edit)/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "More actions" })).toHaveCount(0);
  const refused = await page.goto(`${page.url()}/edit`);
  expect(refused?.status()).toBe(403);
  await arrived(page, "Not allowed");
});
