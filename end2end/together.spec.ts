// Two people in one assessment: each sees the other, and nobody overwrites anybody unknowingly.
import type { Page } from "@playwright/test";
import { comeAs, demoTest as test, expect, hydrated, scriptsOn, type Server } from "./plumbline";
import { OFFLINE, Question, openAssessment, saved } from "./workspace";

/** Priya and Ivy, both on the draft of the Online Store. */
async function both(page: Page, visitor: () => Promise<Page>, demo: Server): Promise<Page> {
  const other = await visitor();
  await comeAs(page, demo, "Priya Raman");
  await comeAs(other, demo, "Ivy Chen");
  for (const one of [page, other]) await openAssessment(one, "Online Store");
  return other;
}

test.describe("with scripts", () => {
  test.use({ allowed: OFFLINE });
  test.beforeEach(() => test.skip(!scriptsOn(), "news arrive by an island"));

  test("each sees the other and the other's answers", async ({ page, visitor, demo }) => {
    const other = await both(page, visitor, demo);
    await expect(page.getByText(/Ivy Chen is (here|on question \d+)/)).toBeVisible();
    await expect(other.getByText(/Priya Raman is (here|on question \d+)/)).toBeVisible();
    await new Question(other, "API keys").choice("Yes").focus();
    await expect(page.getByText(/Ivy Chen is on question 9/)).toBeVisible();
    await new Question(other, "API keys").answer("Yes", "All in the vault.");
    const mine = new Question(page, "API keys");
    await expect(mine.choice("Yes")).toBeChecked();
    await mine.unfold();
    await expect(mine.note).toHaveValue("All in the vault.");
    const claimed = await other.getByLabel("Claimed score").innerText();
    await expect(page.getByLabel("Claimed score")).toHaveText(claimed);
    // While she is on a question, it stands both there and in the head.
    const ivy = page.getByText(/Ivy Chen is (here|on question \d+)/).filter({ visible: true });
    await expect(ivy).not.toHaveCount(0);
    await other.close();
    await expect(ivy).toHaveCount(0);
  });

  test("a stale note gets both texts and a choice", async ({ page, visitor, demo }) => {
    const other = await both(page, visitor, demo);
    const [mine, theirs] = [page, other].map((one) => new Question(one, "Incident response"));
    await mine.unfold();
    await theirs.unfold();
    // Priya's answer can't reach the server before Ivy's has.
    await page.context().setOffline(true);
    await mine.note.fill("Mine: exercised in May.");
    await mine.choice("Yes").check();
    await theirs.choice("No").check();
    await theirs.note.fill("Theirs: the plan is a draft.");
    await theirs.note.blur();
    await expect(saved(other)).toContainText("Saved");
    await page.context().setOffline(false);
    const choice = page.getByRole("group", { name: "Which answer to question 10 stands?" });
    await expect(choice).toContainText("Mine: exercised in May.");
    await expect(choice).toContainText("Theirs: the plan is a draft.");
    await expect(choice).toContainText("Ivy Chen");
    await choice.getByRole("radio", { name: /^Keep mine/ }).click();
    await expect(choice).toHaveCount(0);
    await expect(theirs.note).toHaveValue("Mine: exercised in May.");
    await page.reload();
    await hydrated(page);
    await expect(mine.choice("Yes")).toBeChecked();
    await expect(mine.note).toHaveValue("Mine: exercised in May.");
  });
});

test.describe("without scripts", () => {
  test.beforeEach(() => test.skip(scriptsOn(), "the plain form is the subject"));

  for (const keep of ["Keep mine", "Take theirs"]) {
    test(`a stale form gets both texts and a choice: ${keep}`, async ({ page, visitor, demo }) => {
      const label = keep === "Keep mine" ? "Incident response" : "API keys";
      const other = await both(page, visitor, demo);
      await new Question(other, label).answer("No", "Theirs: it is a draft.");
      await other.getByRole("button", { name: "Save draft" }).last().click();
      await expect(other.getByRole("status").filter({ hasText: "Draft saved." })).toBeVisible();
      const mine = new Question(page, label);
      await mine.answer("Yes", "Mine: exercised in May.");
      // What nobody else touched is saved all the same.
      await new Question(page, "Third-party models").answer("Yes", `Checked, then ${keep}.`);
      await page.getByRole("button", { name: "Save draft" }).last().click();
      const no = label === "API keys" ? 9 : 10;
      const choice = page.getByRole("group", { name: `Which answer to question ${no} stands?` });
      await expect(choice).toContainText("Mine: exercised in May.");
      await expect(choice).toContainText("Theirs: it is a draft.");
      await expect(choice).toContainText("Ivy Chen");
      await choice.getByRole("radio", { name: new RegExp(`^${keep}`) }).check();
      await page.getByRole("button", { name: "Save draft" }).last().click();
      await expect(page.getByRole("status").filter({ hasText: "Draft saved." })).toBeVisible();
      await mine.unfold();
      const kept = keep === "Keep mine" ? "Mine: exercised in May." : "Theirs: it is a draft.";
      await expect(mine.note).toHaveValue(kept);
      const untouched = new Question(page, "Third-party models");
      await untouched.unfold();
      await expect(untouched.note).toHaveValue(`Checked, then ${keep}.`);
    });
  }
});
