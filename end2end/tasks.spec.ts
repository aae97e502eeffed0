// What was found gets fixed: from a no to work that somebody else verifies.
import { type Page } from "@playwright/test";
import { arrived, axe, comeAs, demoOf, expect, hydrated } from "./plumbline";
import { expectToFit } from "./fit";
import { chooseUnit } from "./steps";
import { file } from "./workspace";

const test = demoOf();

const TITLE = "Rotate the key of the gateway";

/** Makes a task of Online Store about API keys for its assessor, and stays on its page. */
async function makeTask(page: Page, title: string, assignee: string): Promise<string> {
  await page.goto("/tasks/new");
  await arrived(page, "New task");
  await chooseUnit(page, "Business unit", "Online Store");
  await page.getByLabel(/^Question/).selectOption("9");
  await page.getByRole("button", { name: "Go on" }).click();
  await arrived(page, "New task");
  await expect(page.getByLabel("Steps")).not.toBeEmpty();
  await page.getByLabel("What is to be done").fill(title);
  await page.getByLabel("Whose task it is").selectOption({ label: assignee });
  await page.getByRole("button", { name: "Make the task" }).click();
  await arrived(page, title);
  return new URL(page.url()).pathname;
}

test("a task that returns shows each time on its own", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await makeTask(page, "Review who may reach the gateway", "Priya Raman");
  await page.getByText("Let it return …").click();
  await page.getByLabel("Every", { exact: true }).fill("0");
  await page.getByRole("button", { name: "Let it return", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("Every: Enter a number of months from 1 to 36.");
  await expect(page.getByLabel("Every", { exact: true })).toHaveValue("0");
  await page.getByLabel("Every", { exact: true }).fill("3");
  await page.getByRole("button", { name: "Let it return", exact: true }).click();
  await expect(page.getByText("The task returns from now on")).toBeVisible();
  await expect(page.getByText("every quarter")).toBeVisible();
  await expect(page.getByRole("link", { name: /\(this one\)/ })).toBeVisible();
  await axe(page);
  await expectToFit(page, 390);
  await page.getByRole("button", { name: "End the series" }).click();
  await expect(page.getByText(/^Ended by Ingrid Solheim on /)).toBeVisible();
});

test("a task is made, done with evidence, sent back and verified by somebody else", async ({ page, visitor, demo }) => {
  test.setTimeout(120_000);
  await comeAs(page, demo, "manager");
  await page.goto("/tasks/new");
  await chooseUnit(page, "Business unit", "Online Store");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("What is to be done").fill("Half a thought");
  await page.getByRole("button", { name: "Make the task" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Question: Choose a question.");
  await expect(page.getByLabel("What is to be done")).toHaveValue("Half a thought");
  await axe(page);
  const address = await makeTask(page, TITLE, "Priya Raman");
  await expectToFit(page, 390);

  // The colleague whose it is finds it among her work.
  const priya = await visitor();
  await comeAs(priya, demo, "Priya Raman");
  await priya.goto("/work");
  await arrived(priya, "My work");
  await priya.getByRole("link", { name: new RegExp(TITLE) }).click();
  await arrived(priya, TITLE);
  await priya.getByRole("button", { name: "Start", exact: true }).click();
  await expect(priya.getByText("In progress").first()).toBeVisible();
  await priya.getByRole("button", { name: /^Tick: / }).first().click();
  await expect(priya.getByText(/^1 of \d+ done$/)).toBeVisible();

  // Without evidence it is not done, and what she wrote stays.
  await priya.getByLabel("What was done").fill("The old key is gone.");
  await priya.getByRole("button", { name: "Mark as done" }).click();
  await expect(priya.getByRole("alert").first()).toContainText("Attach what shows that it is done");
  await expect(priya.getByLabel("What was done")).toHaveValue("The old key is gone.");
  await priya.getByLabel(/^Add evidence files for/).setInputFiles(file("rotation.log", "2026-11-20 rotated\n"));
  await priya.getByRole("button", { name: "Attach", exact: true }).click();
  await expect(priya.getByRole("link", { name: "rotation.log" })).toBeVisible();
  await priya.getByLabel("What was done").fill("The old key is gone.");
  await priya.getByRole("button", { name: "Mark as done" }).click();
  await expect(priya.getByText("Done, to be verified").first()).toBeVisible();
  await expect(priya.getByRole("button", { name: "Verify", exact: true })).toHaveCount(0);
  await axe(priya);

  // The manager sends it back with a reason, and verifies it at the second look.
  await page.goto(address);
  await page.getByText("Send back …").click();
  await page.getByLabel("What is missing").fill("Which key was it?");
  await page.getByRole("button", { name: "Send back", exact: true }).click();
  await expect(page.getByRole("blockquote").filter({ hasText: "Which key was it?" })).toBeVisible();
  await priya.goto(address);
  await priya.getByLabel("Comment").fill("<b>gateway-prod</b>, see the log.");
  await priya.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(priya.getByText("<b>gateway-prod</b>, see the log.")).toBeVisible();
  await priya.getByLabel("What was done").fill("gateway-prod, on 20 November.");
  await priya.getByRole("button", { name: "Mark as done" }).click();
  await page.goto(address);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("Verified").first()).toBeVisible();
  await expect(page.getByText("moved it from Done to Verified")).toBeVisible();
});

test("each no of an assessment becomes a task, once", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/units?view=flat");
  await page.getByRole("main").getByRole("link", { name: "Corporate", exact: true }).click();
  await arrived(page, "Corporate");
  await page.getByRole("table", { name: /Assessments/ }).getByRole("link", { name: "Q3 2026" }).click();
  await arrived(page, /Q3 2026/);
  await page.getByRole("link", { name: "Tasks from each no" }).click();
  await arrived(page, "Tasks from each no");
  await axe(page);
  await expect(page.getByRole("heading", { name: "There is nothing to make" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Answered no, with a task" })).toBeVisible();
});

test("a ticket moves on the board by keyboard", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  const title = "Move me over the board";
  await makeTask(page, title, "Ingrid Solheim");
  await page.goto("/tasks?view=board&q=Move+me");
  await arrived(page, "Tasks");
  await expectToFit(page, 390);
  const ticket = page.getByRole("listitem").filter({ hasText: title });
  await ticket.getByText("Move", { exact: true }).focus();
  await page.keyboard.press("Enter");
  await ticket.getByRole("button", { name: "Start", exact: true }).focus();
  await page.keyboard.press("Enter");
  await hydrated(page);
  const lane = page.locator(".lane").filter({ has: page.getByRole("heading", { name: /^In progress/ }) });
  await expect(lane.getByText(title)).toBeVisible();
  await axe(page);
});

test("several tasks get another day at once, and the list leaves as a table", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await makeTask(page, "First of two", "Ingrid Solheim");
  await makeTask(page, "Second of two", "Ingrid Solheim");
  await page.goto("/tasks?q=of+two");
  for (const title of ["First of two", "Second of two"]) {
    await page.getByRole("checkbox", { name: `Select ${title}` }).check();
  }
  await axe(page);
  await page.getByLabel("Due", { exact: true }).fill("2027-03-31");
  await page.getByRole("button", { name: "Set due day" }).click();
  await expect(page.getByRole("row").filter({ hasText: "31 Mar 2027" })).toHaveCount(2);
  await expect(page).toHaveURL(/q=of/);
  await expect(page.getByRole("link", { name: "XLSX" })).toHaveAttribute("href", /^\/tasks\/export\.xlsx\?q=of/);
  const sheet = await page.request.get("/tasks/export.xlsx?q=of+two");
  expect(sheet.headers()["content-disposition"]).toMatch(/^attachment; filename="tasks-[0-9-]{10}\.xlsx"$/);
  expect((await sheet.body()).subarray(0, 2).toString()).toBe("PK");
  const answer = await page.request.get("/tasks/export.csv?q=of+two");
  expect(answer.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  const lines = (await answer.text()).trim().split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^Number,Title,Unit,/);
});

test("the list stands in groups and the filters are kept under a name", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await makeTask(page, "One to be grouped", "Priya Raman");
  await page.goto("/tasks");
  await page.getByLabel("Group by").selectOption({ label: "By unit" });
  await page.getByLabel("Words in the title").fill("be grouped");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/group=unit/);
  await expect(page.getByRole("rowheader", { name: /^Online Store \d+ tasks?$/ })).toBeVisible();
  await axe(page);
  await expectToFit(page, 390);

  // Without a name nothing is kept, and nothing is lost.
  await page.getByText("Save these filters …").click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("Name: This can’t be empty.");
  await axe(page);
  await page.getByLabel("Name", { exact: true }).fill("To be grouped");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The filters are saved")).toBeVisible();
  const saved = page.getByRole("navigation", { name: "Saved filters" });
  const mine = saved.getByRole("link", { name: "To be grouped" });
  await expect(mine).toHaveAttribute("aria-current", "page");
  await page.goto("/tasks");
  await expect(saved.getByRole("link", { name: "All open" })).toHaveAttribute("aria-current", "page");
  await axe(page);
  await expectToFit(page, 390);
  await mine.click();
  await expect(page).toHaveURL(/q=be%20grouped&group=unit$/);
  await expect(page.getByRole("rowheader", { name: /^Online Store/ })).toBeVisible();
  await page.getByRole("button", { name: "Remove “To be grouped”" }).click();
  await expect(page.getByText("The saved filters are removed")).toBeVisible();
  await expect(saved).toHaveCount(0);
  await expect(page.getByLabel("Words in the title")).toHaveValue("be grouped");
});

test("whoever watches a task is told of what happens to it until they stop", async ({ page, visitor, demo }) => {
  await comeAs(page, demo, "manager");
  const title = "One that is watched";
  const address = await makeTask(page, title, "Priya Raman");
  const panel = page.getByRole("region", { name: "Watched by" });
  await expect(panel).toContainText("Ingrid Solheim");
  await expect(panel).toContainText("Priya Raman, whose task it is, is told");

  // Somebody who only looks on.
  const viewer = await visitor();
  await comeAs(viewer, demo, "viewer");
  await viewer.goto(address);
  await viewer.getByRole("button", { name: "Watch", exact: true }).click();
  await expect(viewer.getByText("You watch this task: what happens to it is told to you")).toBeVisible();
  await axe(viewer);
  await expectToFit(viewer, 390);
  await page.getByLabel("Comment").fill("The supplier answers on Monday.");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByText("Your comment stands below")).toBeVisible();
  await viewer.goto("/notices");
  await viewer.getByRole("button", { name: `Unread: Ingrid Solheim commented on “${title}”` }).click();
  await arrived(viewer, title);
  await viewer.goto("/tasks?watching=me");
  await expect(viewer.getByRole("link", { name: title })).toBeVisible();
  await viewer.goto(address);
  await viewer.getByRole("button", { name: "Stop watching" }).click();
  await expect(viewer.getByText("You no longer watch this task")).toBeVisible();
  await viewer.goto("/tasks?watching=me");
  await expect(viewer.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
});
