// The whole way, from a link in a terminal to a line that moves.
import { arrived, axe, expect, scriptsOn, test } from "./plumbline";
import { accept, finishSetUp, invite, newcomer, register, startSetUp } from "./steps";
import { Question, QUESTIONS, file, expectScores, openAssessment, save, submit } from "./workspace";

const NO = new Set(["Runtime monitoring", "Incident response"]);

test("from a fresh machine to the first score on a line", async ({ page, visitor, server }) => {
  test.setTimeout(180_000);

  await test.step("set up, with a list of units that has a doubled name", async () => {
    await startSetUp(page, server, newcomer("Callum Reyes"));
    await page.getByText("Paste a list instead").click();
    const units = "Commerce\n  Online Store\n  Customer Care\nLogistics\nCommerce";
    await page.getByLabel("One unit per line").fill(units);
    await page.getByRole("button", { name: "Put into the list" }).click();
    await page.getByRole("button", { name: "Save and continue" }).click();
    await expect(page.getByText("“Commerce” is used twice.").first()).toBeVisible();
    await expect(page.getByLabel("Unit 2 name, below Commerce")).toHaveValue("Online Store");
    await page.getByLabel("Unit 5 name").fill("Corporate");
    await axe(page);
    await finishSetUp(page, "open");
  });

  const assessor = await visitor();
  const manager = await visitor();
  const auditor = await visitor();
  await test.step("invite an assessor, a manager and an auditor", async () => {
    const people = [
      { on: assessor, person: newcomer("Priya Raman"), role: "Assessor", unit: "Online Store" },
      { on: manager, person: newcomer("Ingrid Solheim"), role: "Manager", unit: "Aldermoor Group" },
      { on: auditor, person: newcomer("Dele Adeyemi"), role: "Auditor", unit: "Aldermoor Group" },
    ];
    for (const { on, person, role, unit } of people) {
      await accept(on, await invite(page, person, role, unit), person);
    }
  });

  await test.step("register a model and see what is still open about it", async () => {
    await register(assessor, "Shop Assistant", "Online Store");
    await expect(assessor.getByText("0 of 4", { exact: true })).toBeVisible();
    const open = assessor.getByRole("region", { name: "Still open" });
    await expect(open.getByRole("link", { name: /Add a deployment/ }).first()).toBeVisible();
  });

  await test.step("answer the ten questions with notes, a file and a link", async () => {
    await openAssessment(assessor, "Online Store");
    for (const label of QUESTIONS) {
      const answer = NO.has(label) ? "No" : "Yes";
      await new Question(assessor, label).answer(answer, `${label}: looked at by Priya.`);
    }
    await save(assessor);
    const inventory = new Question(assessor, "Inventory");
    await inventory.unfold();
    await inventory.files.setInputFiles(file("models.csv", "model,owner\nShop Assistant,Priya\n"));
    if (!scriptsOn()) await save(assessor);
    await inventory.unfold();
    await expect(inventory.item("models.csv")).toBeVisible();
    const exposure = new Question(assessor, "Exposure");
    await exposure.unfold();
    await exposure.box.getByText("Add a link or note instead").click();
    await exposure.link.fill("https://wiki.example.org/gateway-routes");
    await exposure.box.getByLabel("What the link shows").fill("Routes of the gateway");
    await exposure.box.getByRole("button", { name: "Attach to Exposure" }).click();
    await expect(exposure.item("Routes of the gateway")).toBeVisible();
    await assessor.reload();
    await arrived(assessor, /^Online Store, /);
    await expectScores(assessor, 100, 20);
    await exposure.unfold();
    await expect(exposure.note).toHaveValue("Exposure: looked at by Priya.");
    await axe(assessor);
    await submit(assessor);
  });

  await test.step("the manager approves", async () => {
    await openAssessment(manager, "Online Store");
    await manager.getByRole("button", { name: "Approve" }).click();
    const dialog = manager.getByRole("dialog", { name: /^Approve Online Store/ });
    await dialog.getByRole("button", { name: "Approve" }).click();
    await expect(manager.getByRole("status").filter({ hasText: "Assessment approved." })).toBeVisible();
  });

  const unitPage = async () => {
    await manager.goto("/units");
    await manager.getByRole("link", { name: "Online Store", exact: true }).first().click();
    await arrived(manager, "Online Store");
  };
  await test.step("claimed and evidenced stand on the unit's page", async () => {
    await unitPage();
    await expect(manager.getByText("20 claimed, 100 evidenced")).toBeVisible();
    await expect(manager.getByRole("img", { name: /score by quarter/ })).toBeVisible();
  });

  await test.step("the auditor accepts the file on its own page", async () => {
    await openAssessment(auditor, "Online Store");
    const inventory = new Question(auditor, "Inventory");
    await inventory.box.locator("details.q__more > summary").click();
    await inventory.box.getByRole("link", { name: "models.csv" }).click();
    await arrived(auditor, "models.csv");
    await auditor.getByRole("radio", { name: /^Accept/ }).check();
    await auditor.getByRole("button", { name: "Record verdict" }).click();
    await expect(auditor.getByText("Accepted by Dele Adeyemi")).toBeVisible();
    await axe(auditor);
  });

  await test.step("the evidenced line has moved by ten points", async () => {
    await unitPage();
    await expect(manager.getByText("20 claimed, 90 evidenced")).toBeVisible();
    await manager.getByText("Show the numbers").click();
    const numbers = manager.getByRole("table", { name: /score by quarter/ });
    const cells = numbers.getByRole("row").last().getByRole("cell");
    await expect(cells.nth(0)).toHaveText("20");
    await expect(cells.nth(1)).toHaveText("90");
    await axe(manager);
    await manager.goto("/");
    await arrived(manager, "Overview");
    const row = manager.getByRole("row").filter({ has: manager.getByRole("link", { name: "Online Store" }) });
    await expect(row.first()).toContainText("90");
    await axe(manager);
  });
});
