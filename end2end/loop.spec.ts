// The whole loop: a no becomes work for somebody, who is told; it is done with evidence that an auditor
// accepts, verified by a manager, and answered in a correction; and the line moves as it was forecast.
import { type Page } from "@playwright/test";
import { arrived, axe, comeAs, demoOf, expect } from "./plumbline";
import { Question, file, submit } from "./workspace";

const test = demoOf();

const LABEL = "Provider monitoring";
const PROOF = "provider-alerts.log";

/** The unit's page. */
async function unit(page: Page): Promise<void> {
  await page.goto("/units?view=flat");
  await page.getByRole("main").getByRole("link", { name: "Logistics", exact: true }).click();
  await arrived(page, "Logistics");
}

/** The unit's evidenced score in the list of units. */
async function evidenced(page: Page): Promise<string> {
  await page.goto("/units?view=flat");
  await arrived(page, "Business units");
  return (await page.getByRole("row", { name: /^Logistics/ }).locator(".pair b").first().textContent()) ?? "";
}

/** Opens the notice that begins with these words, and what it is about. */
async function follow(page: Page, words: RegExp, heading: string | RegExp): Promise<void> {
  await page.goto("/notices");
  await arrived(page, "Inbox");
  await page.getByRole("button", { name: words }).first().click();
  await arrived(page, heading);
}

test("from a no to a better line", async ({ page, visitor, demo }) => {
  test.setTimeout(180_000);
  await comeAs(page, demo, "manager");
  await unit(page);
  // The task that the sample has for it is out of the way.
  await page.locator("main a[href^='/tasks/']:not([href*='new'])").first().click();
  await expect(page.getByText("Cancel …")).toBeVisible();
  const title = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await page.getByText("Cancel …").click();
  await page.getByLabel("Why it is not needed").fill("We begin anew.");
  await page.getByRole("button", { name: "Cancel the task" }).click();
  await expect(page.getByText("The task is cancelled")).toBeVisible();

  // The no becomes work for a named person.
  await unit(page);
  await page.getByRole("link", { name: "Open the assessment" }).click();
  await arrived(page, /^Logistics, /);
  const assessment = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "Tasks from each no" }).click();
  await arrived(page, "Tasks from each no");
  await page.getByLabel("Whose task it is").selectOption({ label: "Kenji Ota" });
  await page.getByRole("button", { name: "Make the tasks" }).click();
  await unit(page);
  const row = page.getByRole("row", { name: new RegExp(`${LABEL}$|${LABEL} `) });
  await expect(row.getByText("No", { exact: true })).toBeVisible();
  // What it will bring stands beside the unit's own line, and beside the mean with its sub-unit.
  for (const line of ["Score", "Mean with its sub-units"]) {
    const panel = page.getByRole("region", { name: line, exact: true });
    await panel.getByText("Show the numbers").click();
    await expect(panel.getByRole("row", { name: /forecast/i }).last()).toBeVisible();
    await expect(panel.getByText("if every open task is verified on its due day")).toBeVisible();
  }

  // He is told, does it, and shows it.
  const kenji = await visitor();
  await comeAs(kenji, demo, "Kenji Ota");
  await follow(kenji, new RegExp(`^Unread: “${title}” is your task`), title);
  const task = new URL(kenji.url()).pathname;
  const [before, then] = await kenji.locator(".effect .pair b").allTextContents();
  expect(Number(then)).toBe(Number(before) - 10);
  expect(await evidenced(page)).toBe(before);
  await kenji.getByRole("button", { name: "Start", exact: true }).click();
  await kenji.getByLabel(/^Add evidence files for/).setInputFiles(file(PROOF, "2026-11-20 alert raised and answered\n"));
  await kenji.getByRole("button", { name: "Attach", exact: true }).click();
  await expect(kenji.getByRole("link", { name: PROOF })).toBeVisible();
  await kenji.getByLabel("What was done").fill("The provider tells us within the hour.");
  await kenji.getByRole("button", { name: "Mark as done" }).click();
  await expect(kenji.getByText("Done, to be verified").first()).toBeVisible();

  // The auditor accepts what shows it.
  const auditor = await visitor();
  await comeAs(auditor, demo, "auditor");
  await auditor.goto("/evidence?state=pending");
  await auditor.getByRole("link", { name: PROOF }).first().click();
  await arrived(auditor, PROOF);
  await auditor.getByRole("radio", { name: /^Accept/ }).first().check();
  await auditor.getByRole("button", { name: "Record verdict" }).first().click();
  await expect(auditor.getByText("Accepted", { exact: true }).first()).toBeVisible();

  // The manager is told that it waits, and verifies it.
  await follow(page, new RegExp(`^Unread: “${title}” is done, to be verified`), title);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("The work is verified.")).toBeVisible();
  await axe(page);

  // He is offered the correction, says yes in it by one step, looks at it and submits.
  await kenji.goto(task);
  await expect(kenji.getByText(`from ${before} to ${then} evidenced`)).toBeVisible();
  await axe(kenji);
  await kenji.getByRole("button", { name: "Answer yes in a correction" }).click();
  await arrived(kenji, /^Logistics, /);
  expect(new URL(kenji.url()).pathname).toBe(assessment);
  await expect(kenji.getByText("Answered yes in this draft.")).toBeVisible();
  const question = new Question(kenji, LABEL);
  await expect(question.choice("Yes")).toBeChecked();
  await expect(question.item(PROOF)).toBeVisible();
  expect(await evidenced(page)).toBe(before);
  await kenji.goto(task);
  await expect(kenji.getByText("says yes already")).toBeVisible();
  await kenji.getByRole("link", { name: "Open the draft" }).click();
  await arrived(kenji, /^Logistics, /);
  await submit(kenji);

  // The line moved as the task had said that it would.
  expect(await evidenced(page)).toBe(then);
  await unit(page);
  await expect(row.getByText("Yes", { exact: true })).toBeVisible();
  await expect(row.getByText("Accepted")).toBeVisible();
});
