// Questionnaires of the organisation's own: a draft is written, previewed, published and retired; a file
// is pasted, and its faults are told by line.
import { arrived, axe, comeAs, demoOf, expect } from "./plumbline";
import { expectToFit } from "./fit";

const test = demoOf();

test("a questionnaire is written as a draft, previewed, published, and retired", async ({
  page,
  demo,
}) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/questionnaires");
  await arrived(page, "Questionnaires");
  await axe(page);
  await expectToFit(page, 390);
  await page.getByText("New …", { exact: true }).click();
  await page.getByLabel("Title", { exact: true }).fill("Suppliers of models");
  await page.getByLabel("Asked about a").selectOption({ label: "Business unit" });
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await arrived(page, "Suppliers of models");
  await expect(page.getByText("There are no questions yet.")).toBeVisible();
  await axe(page);
  await expectToFit(page, 390);

  await page.getByLabel("Title", { exact: true }).nth(1).fill("Contract");
  await page.getByLabel("Question", { exact: true }).fill("Is there a contract with each of them?");
  await page.getByLabel("A no costs").fill("ten");
  await page.getByRole("button", { name: "Save draft" }).click();
  // What was typed stays.
  await expect(page.getByRole("alert")).toContainText("Write a whole number of points.");
  await expect(page.getByLabel("Title", { exact: true }).nth(1)).toHaveValue("Contract");
  await page.getByLabel("A no costs").first().fill("30");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("status")).toContainText("The draft is saved");

  // Ten to twenty points can't be reached, and what can be is in a band; a hole is told.
  await page.getByLabel("High risk").fill("40-");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("A score of 30 can be reached and lies in no band.")).toBeVisible();
  await page.getByRole("button", { name: "Save and publish" }).click();
  await expect(page.getByRole("alert")).toContainText("A score of 30 can be reached");
  await page.getByLabel("High risk").fill("21-");
  await page.getByRole("button", { name: "Save and preview" }).click();
  await expect(page.getByText("Is there a contract with each of them?")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Suppliers of models" }).click();
  // What is typed last is published, although nobody saved it before.
  await page.getByLabel("Question", { exact: true }).first().fill("Is there a signed contract?");
  await page.getByRole("button", { name: "Save and publish" }).click();
  await expect(page.getByRole("status")).toContainText("The version is published");
  await expect(page.getByText("Is there a signed contract?")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Retire" }).click();
  await expect(page.getByText("nobody is asked it any more").first()).toBeVisible();
  await page.getByRole("button", { name: "Ask it again" }).click();
  await expect(page.getByRole("status")).toContainText("The version is asked again");
  await page.getByRole("button", { name: "Next version" }).click();
  await expect(page.getByText("Draft of version 2")).toBeVisible();
});

test("a file that is wrong is told by line and field, and stays as it was pasted", async ({
  page,
  demo,
}) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/questionnaires/baseline/1");
  await arrived(page, "AI security baseline");
  await axe(page);
  const link = page.getByRole("link", { name: "Download as JSON" });
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  const text = (await answer.text()).replace('"baseline"', '"ours"').replace('"weight": 10', '"weight": "x"');
  await page.goto("/questionnaires");
  await page.getByText("Import …", { exact: true }).click();
  await page.getByLabel("JSON").check();
  await page.getByLabel("The file’s text").fill(text);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText(/Line \d+, questions\[0\]\.weight/);
  await expect(page.getByLabel("The file’s text")).toHaveValue(text);
  await page.getByLabel("The file’s text").fill(text.replace('"weight": "x"', '"weight": 10'));
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("The draft is begun");
});
