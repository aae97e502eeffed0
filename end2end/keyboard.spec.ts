// Everything can be done without a mouse, and one always sees where one is.
import type { Page } from "@playwright/test";
import { arrived, comeAs, demoTest as test, expect } from "./plumbline";
import { Question, openAssessment } from "./workspace";

/** What has the focus, and whether that can be seen: a ring on it, or on what is drawn for it. */
function focused(page: Page): Promise<{ what: string; ring: boolean }> {
  return page.evaluate(() => {
    const active = document.activeElement ?? document.body;
    const hasRing = (element: Element | null) => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    };
    const drawn = [active, active.parentElement, active.closest("label"), active.closest(".drop")];
    return { what: active.outerHTML.slice(0, 160), ring: drawn.some(hasRing) };
  });
}

/** Presses Tab until the focus is on `target`, and fails where it can't be seen on the way. */
async function tabTo(page: Page, target: ReturnType<Page["locator"]>, most = 120): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    const { what, ring } = await focused(page);
    expect(ring, `the focus can be seen on ${what}`).toBe(true);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} was not reached`);
}

test("the skip link comes first and leads to the content", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/models");
  await arrived(page, "Models");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#main$/);
  // The next stop lies in the content, not in the navigation.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);
});

test("the focus is seen on every stop of the overview", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/");
  await arrived(page, "Overview");
  await tabTo(page, page.getByRole("main").getByRole("link").last());
});

test("the person's menu opens by keyboard and closes by Escape", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/account");
  await arrived(page, "Your account");
  const button = page.getByRole("button", { name: "Ingrid Solheim" });
  const menu = page.getByRole("region", { name: "Your menu" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(menu.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
});

test("on a narrow page the navigation is a drawer that closes by Escape", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/models");
  await arrived(page, "Models");
  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main).toBeHidden();
  await page.getByRole("button", { name: "Open navigation" }).focus();
  await page.keyboard.press("Enter");
  await expect(main).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(main).toBeHidden();
  await page.keyboard.press("Enter");
  await main.getByRole("link", { name: "Business units" }).focus();
  await page.keyboard.press("Enter");
  await arrived(page, "Business units");
});

test("a draft is answered and saved by keyboard alone", async ({ page, demo }) => {
  await comeAs(page, demo, "Sofia Brandt");
  await openAssessment(page, "People & Legal");
  const question = new Question(page, "Third-party models");
  await question.choice("Yes").focus();
  await page.keyboard.press("Space");
  await expect(question.choice("Yes")).toBeChecked();
  await page.keyboard.press("ArrowRight");
  await expect(question.choice("No")).toBeChecked();
  await page.keyboard.press("ArrowLeft");
  await expect(question.choice("Yes")).toBeChecked();
  await tabTo(page, question.box.locator("summary").first());
  await page.keyboard.press("Enter");
  await expect(question.note).toBeVisible();
  await tabTo(page, question.note);
  await page.keyboard.type("Red-teamed before launch.");
  await tabTo(page, page.getByRole("button", { name: "Save draft" }).last());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /saved/i }).first()).toBeVisible();
  await page.reload();
  await expect(question.choice("Yes")).toBeChecked();
  await question.unfold();
  await expect(question.note).toHaveValue("Red-teamed before launch.");
});

test("the question before submitting closes by Escape", async ({ page, demo }) => {
  await comeAs(page, demo, "Sofia Brandt");
  await openAssessment(page, "People & Legal");
  const submit = page.getByRole("button", { name: "Submit", exact: true });
  await submit.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Submit People & Legal/ });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(submit).toBeFocused();
});
