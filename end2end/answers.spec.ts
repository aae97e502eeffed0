// Answering: what is typed is saved by itself, or by the button, and is never lost.
import type { Page } from "@playwright/test";
import { arrived, comeAs, demoTest as test, expect, hydrated, personOf, scriptsOn, signIn, type Server } from "./plumbline";
import { accept, chooseUnit, invite, newcomer, signOut } from "./steps";
import { OFFLINE, Question, expectScores, openAssessment, save, saved, scores } from "./workspace";

const ON = "answers are saved by an island";
const OFF = "answers are saved by the form";

/** A draft of the sample organisation that nobody has touched in this worker: one of each unit. */
async function open(page: Page, demo: Server, who: string, unit: string): Promise<void> {
  await comeAs(page, demo, who);
  await openAssessment(page, unit);
}

test("answers are saved and the score follows", async ({ page, demo }) => {
  await open(page, demo, "Nils Aaberg", "Commerce");
  expect(await scores(page)).toEqual({ evidenced: "0", claimed: "0" });
  await new Question(page, "Inventory").answer("No", "Two models have no owner.");
  await new Question(page, "Training data and systems").answer("Yes");
  await save(page);
  // A yes whose evidence nobody has accepted yet costs its points until somebody does.
  await expectScores(page, 20, 10);
  await expect(page.getByText("2 of 10 answered").first()).toBeVisible();
  const live = await scores(page);
  await page.reload();
  await hydrated(page);
  expect(await scores(page)).toEqual(live);
  await expect(new Question(page, "Inventory").choice("No")).toBeChecked();
  await new Question(page, "Inventory").unfold();
  await expect(new Question(page, "Inventory").note).toHaveValue("Two models have no owner.");
});

test("last time's answer is confirmed by a button, never copied", async ({ page, demo }) => {
  await open(page, demo, "Rosa Klein", "Customer Care");
  const question = new Question(page, "Exposure");
  await expect(question.choice("Yes")).not.toBeChecked();
  await expect(question.choice("No")).not.toBeChecked();
  await question.unfold();
  await question.box.getByRole("button", { name: /^Answer the same to question 5/ }).click();
  await expect(question.choice("Yes").or(question.choice("No")).and(page.locator(":checked"))).toHaveCount(1);
  await page.reload();
  await expect(question.choice("Yes").or(question.choice("No")).and(page.locator(":checked"))).toHaveCount(1);
});

test("a question is passed on to a colleague, who is told", async ({ page, demo, visitor }) => {
  await open(page, demo, "Sofia Brandt", "People & Legal");
  const question = new Question(page, "API keys");
  await question.unfold();
  await question.box.getByText("Pass on to a colleague").click();
  await question.box.getByLabel("Colleague").selectOption({ label: "Liam Farrow" });
  await question.box.getByRole("button", { name: "Pass on question 9" }).click();
  await expect(question.box.getByText("Passed on to Liam Farrow")).toBeVisible();
  await page.reload();
  await expect(question.box.getByText("Passed on to Liam Farrow")).toBeVisible();
  const colleague = await visitor();
  await comeAs(colleague, demo, "Liam Farrow");
  await colleague.goto("/");
  await colleague.getByRole("link", { name: /Sofia Brandt passed API keys on to you/ }).click();
  await arrived(colleague, /^People & Legal/);
  await expect(new Question(colleague, "API keys").note).toBeVisible();
});

test("submitting asks for all ten answers and loses nothing", async ({ page, demo }) => {
  await open(page, demo, "Noor Haddad", "Fleet & Routing");
  const question = new Question(page, "Exposure");
  await question.answer("Yes", "Checked against the gateway.");
  await save(page);
  const button = page.getByRole("button", { name: "Submit", exact: true });
  // With scripts it says that it is not ready; it can be pressed all the same.
  const why = scriptsOn() ? "Answer the remaining 5 questions first." : "";
  await expect(button).toHaveAccessibleDescription(why);
  await button.click({ force: true });
  await page.getByRole("button", { name: "Submit now" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await question.unfold();
  await expect(question.choice("Yes")).toBeChecked();
  await expect(question.note).toHaveValue("Checked against the gateway.");
});

test.describe(ON, () => {
  test.use({ allowed: OFFLINE });
  test.beforeEach(() => test.skip(!scriptsOn(), ON));

  test("an answer says Saved by itself", async ({ page, demo }) => {
    await open(page, demo, "Ana Duarte", "Corporate");
    const question = new Question(page, "API keys");
    await question.unfold();
    await question.note.fill("Kept in the vault, rotated in October.");
    await question.choice("Yes").check();
    await expect(saved(page)).toContainText("Saved");
    await page.reload();
    await hydrated(page);
    await expect(question.choice("Yes")).toBeChecked();
    await question.unfold();
    await expect(question.note).toHaveValue("Kept in the vault, rotated in October.");
  });

  test("answers wait while the network is away", async ({ page, demo }) => {
    await open(page, demo, "Ana Duarte", "Corporate");
    await page.context().setOffline(true);
    const question = new Question(page, "Incident response");
    await question.unfold();
    await question.choice("No").check();
    await question.note.fill("The plan is being written.");
    await expect(page.getByText(/offline|no connection|not saved|waiting/i).first()).toBeVisible();
    await page.context().setOffline(false);
    await expect(saved(page)).toContainText("Saved");
    await page.reload();
    await hydrated(page);
    await expect(question.choice("No")).toBeChecked();
    await question.unfold();
    await expect(question.note).toHaveValue("The plan is being written.");
  });

  test("an ended session is named, and what was typed is saved after signing in", async ({ page, demo }) => {
    const ana = await personOf(demo, "Ana Duarte");
    await signIn(page, ana);
    await openAssessment(page, "Corporate");
    const question = new Question(page, "Exposure");
    await question.unfold();
    const elsewhere = await page.context().newPage();
    await elsewhere.goto("/account");
    await signOut(elsewhere, "Ana Duarte");
    await question.note.fill("Typed after the session had ended.");
    const bar = page.locator("#offline");
    await expect(bar).toContainText("Your session has ended. 1 change waits in this browser until you sign in again.");
    await expect(question.note).not.toHaveAttribute("aria-invalid");
    // It stays while somebody goes on typing.
    await question.note.press("End");
    await question.note.pressSequentially(" More.");
    expect(await bar.isVisible()).toBe(true);
    // Sent as a whole, the form would end on the sign-in page and take with it what was typed.
    await page.getByRole("button", { name: "Save draft" }).last().click();
    await expect(bar).toContainText("Your session has ended.");
    const opened = page.context().waitForEvent("page");
    await bar.getByRole("link", { name: "Sign in in a new tab" }).click();
    await signIn(await opened, ana);
    await page.bringToFront();
    // Every tab of the test's browser counts as in sight, so nothing tells of the way back.
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(saved(page)).toContainText(/^Saved/);
    await expect(bar).toBeHidden();
    await page.reload();
    await hydrated(page);
    await question.unfold();
    await expect(question.note).toHaveValue("Typed after the session had ended. More.");
  });

  test("a role that was taken away is not called a lost connection", async ({ page, visitor, demo }) => {
    const person = newcomer("Tess Arden");
    const admin = await visitor();
    await comeAs(admin, demo, "administrator");
    await accept(page, await invite(admin, person, "Assessor", "Corporate"), person);
    await openAssessment(page, "Corporate");
    const question = new Question(page, "Inventory");
    await question.unfold();
    await admin.getByRole("link", { name: person.name, exact: true }).last().click();
    await arrived(admin, person.name);
    await admin.getByText("Give a role", { exact: true }).click();
    await admin.getByRole("radio", { name: "Viewer" }).check();
    await chooseUnit(admin, "Unit", "Corporate");
    await admin.getByRole("button", { name: "Give role" }).click();
    await admin.getByRole("button", { name: /^Take away the role Assessor/ }).click();
    await expect(admin.getByRole("status")).toHaveText("The role is taken away.");
    await question.note.fill("Typed without the role.");
    const bar = page.locator("#offline");
    await expect(bar).toContainText("You may no longer answer here: 1 change stays in this browser, unsaved.");
    await expect(bar.getByRole("link")).toBeHidden();
    await expect(question.note).toHaveValue("Typed without the role.");
  });

  test("the choice between two answers shows what would be stored", async ({ page, visitor, demo }) => {
    await open(page, demo, "Ana Duarte", "Corporate");
    const other = await visitor();
    await open(other, demo, "Ana Duarte", "Corporate");
    const [mine, theirs] = [page, other].map((one) => new Question(one, "Data sources"));
    await mine.unfold();
    await page.context().setOffline(true);
    await mine.note.fill("Mine, begun.");
    await theirs.answer("Yes", "Theirs.");
    await theirs.note.blur();
    await expect(saved(other)).toContainText(/^Saved/);
    await page.context().setOffline(false);
    const choice = page.getByRole("group", { name: "Which answer to question 3 stands?" });
    await expect(choice).toContainText("Mine, begun.");
    await mine.note.fill("Mine, finished.");
    await mine.choice("No").check();
    const keep = choice.getByRole("radio", { name: /^Keep mine/ });
    await expect(keep).toHaveAccessibleName(/No.*Mine, finished\./);
    await keep.click();
    await expect(theirs.note).toHaveValue("Mine, finished.");
  });
});

test.describe(OFF, () => {
  test.beforeEach(() => test.skip(scriptsOn(), OFF));

  test("Save draft keeps everything that was typed", async ({ page, demo }) => {
    await open(page, demo, "Ana Duarte", "Corporate");
    const answers = [
      ["Training data and systems", "Yes", "Restricted to the platform team."],
      ["API keys", "No", "Two keys lie in code."],
      ["Incident response", "Yes", "Exercised in May."],
    ] as const;
    for (const [label, answer, note] of answers) await new Question(page, label).answer(answer, note);
    await save(page);
    for (const [label, answer, note] of answers) {
      const question = new Question(page, label);
      await expect(question.choice(answer)).toBeChecked();
      await question.unfold();
      await expect(question.note).toHaveValue(note);
    }
  });

  test("a wrong field of evidence costs nothing else that was typed", async ({ page, demo }) => {
    await open(page, demo, "Rosa Klein", "Customer Care");
    const question = new Question(page, "Third-party models");
    await question.answer("Yes", "Red-teamed before launch.");
    await new Question(page, "API keys").answer("No", "Still in code.");
    await question.box.getByText("Add a link or note instead").click();
    await question.link.fill("javascript:alert(1)");
    await question.box.getByLabel("What the link shows").fill("The report");
    await page.getByRole("button", { name: "Save draft" }).last().click();
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(question.link).toHaveAttribute("aria-invalid", "true");
    await expect(question.link).toHaveValue("javascript:alert(1)");
    await expect(question.box.getByLabel("What the link shows")).toHaveValue("The report");
    await expect(question.choice("Yes")).toBeChecked();
    await question.unfold();
    await expect(question.note).toHaveValue("Red-teamed before launch.");
    const other = new Question(page, "API keys");
    await expect(other.choice("No")).toBeChecked();
    await other.unfold();
    await expect(other.note).toHaveValue("Still in code.");
    await question.link.fill("https://example.org/report");
    await save(page);
    await question.unfold();
    await expect(question.item("The report")).toBeVisible();
  });
});
