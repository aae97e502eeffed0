// From a draft to an approved assessment and on to its correction: who may take which step.
import type { Page } from "@playwright/test";
import { arrived, axe, comeAs, demoOf, expect } from "./plumbline";
import { chooseUnit } from "./steps";
import { Question, QUESTIONS, save, submit } from "./workspace";

// An organisation of its own: a further round would stand in the way of other tests.
const test = demoOf("--seed", "2");

const said = (page: Page, what: string) => page.getByRole("status").filter({ hasText: what });

/** Opens an assessment outside any round and returns its address. */
async function begin(page: Page, name: string): Promise<string> {
  await page.goto("/assessments/new");
  await arrived(page, "New assessment");
  await page.getByRole("button", { name: "Open the assessment" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await chooseUnit(page, "Unit", "Finance & Treasury");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Open the assessment" }).click();
  await arrived(page, `Finance & Treasury, ${name}`);
  return new URL(page.url()).pathname;
}

test("submitted, returned, submitted again, approved and corrected", async ({ page, visitor, demo }) => {
  test.setTimeout(120_000);
  const manager = await visitor();
  await comeAs(manager, demo, "manager");
  const name = "After the March incident";
  const address = await begin(manager, name);
  await comeAs(page, demo, "Marta Lindqvist");
  await page.goto(address);
  await arrived(page, `Finance & Treasury, ${name}`);
  for (const label of QUESTIONS) await new Question(page, label).answer("Yes");
  await save(page);
  await submit(page);
  // Whoever submitted can't decide; the fields are locked, and say why.
  await expect(page.getByText("Its answers no longer change.").first()).toBeVisible();
  await expect(new Question(page, "API keys").choice("Yes")).toBeDisabled();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await axe(page);

  await manager.goto(address);
  await manager.getByText("Return with a reason").click();
  await manager.getByRole("button", { name: "Return to draft" }).click();
  await expect(manager.getByRole("alert").first()).toBeVisible();
  await manager.getByLabel("What has to change").fill("Question 9: the keys lie in code.");
  await axe(manager);
  await manager.getByRole("button", { name: "Return to draft" }).click();
  await expect(said(manager, "Assessment returned.")).toBeVisible();

  await page.goto(address);
  await expect(page.getByText("Question 9: the keys lie in code.")).toBeVisible();
  await new Question(page, "API keys").answer("No");
  await save(page);
  await submit(page);
  await manager.goto(address);
  await manager.getByRole("button", { name: "Approve" }).click();
  await manager.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(said(manager, "Assessment approved.")).toBeVisible();

  await page.goto(address);
  await page.getByRole("button", { name: "Open a new revision" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Open revision" }).click();
  await expect(said(page, "Opened for a correction.")).toBeVisible();
  await arrived(page, `Finance & Treasury, ${name}`);
  await new Question(page, "API keys").answer("Yes");
  await save(page);
  await submit(page);
  // Every revision stays readable as it was.
  await page.getByRole("link", { name: "Revision 2", exact: true }).click();
  await arrived(page, `Finance & Treasury, ${name}`);
  await expect(page.getByText("This is not the newest.")).toBeVisible();
  const answer = page.getByRole("region", { name: "API keys" });
  await expect(answer.getByText("No", { exact: true })).toBeVisible();
  await axe(page);
});

test("a round is opened over a part of the organisation", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/rounds/new");
  await arrived(page, "Open a round");
  await page.getByRole("textbox", { name: "Name" }).fill("");
  await page.getByLabel("Due on").fill("2020-01-01");
  await page.getByLabel("Counts for, in days").fill("many");
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Due on")).toHaveValue("2020-01-01");
  await expect(page.getByLabel("Counts for, in days")).toHaveValue("many");
  await page.getByRole("textbox", { name: "Name" }).fill("Before the launch");
  await chooseUnit(page, "Unit", "Logistics");
  await page.getByLabel("Due on").fill("2030-01-31");
  await page.getByLabel("Counts for, in days").fill("92");
  await page.getByRole("button", { name: "Open the round" }).click();
  await arrived(page, "Round Before the launch");
  const units = page.getByRole("table").getByRole("rowheader");
  await expect(units).toHaveCount(2);
  await expect(units.filter({ hasText: "Fleet & Routing" })).toHaveCount(1);
});
