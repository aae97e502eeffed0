// The guided set-up: its one-time token, lists of units that are pasted, leaving and coming back.
import { arrived, expect, signIn, test } from "./plumbline";
import { finishSetUp, newcomer, startSetUp } from "./steps";

const ADMIN = newcomer("Callum Reyes");

test("the set-up is closed to whoever lacks its token", async ({ page, server }) => {
  const link = await server.setupLink();
  await page.goto("/");
  await expect(page.getByRole("main")).toContainText("terminal");
  await page.goto("/setup");
  await arrived(page, "Not set up yet");
  await page.goto("/setup?token=guessed");
  await arrived(page, "Not set up yet");
  await page.goto("/signin");
  await arrived(page, "Not set up yet");
  await page.goto(link);
  await arrived(page, "Administrator");
  // The token leaves the address, so that it isn't left in the history.
  await expect(page).toHaveURL(/\/setup$/);
});

test("every step of the set-up keeps what was typed wrong", async ({ page, server }) => {
  await page.goto(await server.setupLink());
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Callum Reyes");
  await page.getByLabel("Email").fill("callum at example");
  await page.getByLabel("New password").fill("passwordpassword");
  await page.getByLabel("The same again").fill("another one altogether");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Callum Reyes");
  await expect(page.getByLabel("Email")).toHaveValue("callum at example");
  await expect(page.getByLabel("Email")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("New password")).toHaveAttribute("aria-invalid", "true");
});

test("units are typed, pasted and corrected", async ({ page, server }) => {
  await startSetUp(page, server, ADMIN);
  await page.getByText("Paste a list instead").click();
  await page.getByLabel("One unit per line").fill("Commerce\n  Online Store\n  Customer Care\nLogistics");
  await page.getByRole("button", { name: "Put into the list" }).click();
  await expect(page.getByLabel("Unit 4 name")).toHaveValue("Logistics");
  await expect(page.getByLabel("Unit 2 name, below Commerce")).toHaveValue("Online Store");
  // Enter adds the next row, as in any list that is typed.
  await page.getByLabel("Unit 4 name").press("Enter");
  await expect(page.getByLabel("Unit 5 name")).toBeFocused();
  await page.getByLabel("Unit 5 name").fill("Corporate");
  await page.getByRole("button", { name: "Add below unit 4, Logistics" }).click();
  await page.getByLabel("Unit 5 name, below Logistics").fill("logistics");
  await page.getByRole("button", { name: "Remove unit 3, Customer Care" }).click();
  await expect(page.getByLabel("Unit 4 name, below Logistics")).toHaveValue("logistics");
  // A name that is used twice is refused, and every row stays.
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(page.getByText("“logistics” is used twice.").first()).toBeVisible();
  const names = page.getByRole("textbox", { name: /^Unit \d name/ });
  await expect(names).toHaveCount(5);
  const values = await names.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(values).toEqual(["Commerce", "Online Store", "Logistics", "logistics", "Corporate"]);
  await page.getByLabel("Unit 4 name, below Logistics").fill("Fleet & Routing");
  await finishSetUp(page, "later");
  await page.goto("/settings/units");
  await arrived(page, "Unit tree");
  for (const name of ["Commerce", "Online Store", "Logistics", "Fleet & Routing", "Corporate"]) {
    await expect(page.getByRole("rowheader", { name })).toBeVisible();
  }
});

test("the set-up can be left and taken up again", async ({ page, visitor, server }) => {
  await startSetUp(page, server, ADMIN);
  await page.getByRole("link", { name: "Back" }).click();
  await arrived(page, "Organisation");
  await expect(page.getByLabel("Name of the organisation")).toHaveValue("Aldermoor Group");
  // Another browser goes on where the first one stopped.
  const other = await visitor();
  await other.goto(await server.setupLink());
  await arrived(other, "Business units");
  await other.getByLabel("Unit 1 name").fill("Commerce");
  await other.getByRole("button", { name: "Save and continue" }).click();
  await arrived(other, "First round");
  // The first browser's form is overtaken: it leads to the step that is due now.
  await page.goto("/setup");
  await arrived(page, "First round");
  await page.getByRole("button", { name: "Open it later" }).click();
  await arrived(page, "Evidence and backup");
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page).not.toHaveURL(/setup/);
  // It is over: the link of the terminal leads home, and the administrator can sign in.
  await other.goto(await server.setupLink());
  await expect(other).not.toHaveURL(/setup/);
  await signIn(other, ADMIN);
});
