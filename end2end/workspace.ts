// The workspace of an assessment: its ten questions, found and filled as a person would.
import type { Locator, Page } from "@playwright/test";
import { arrived, expect, hydrated, scriptsOn } from "./plumbline";

export const QUESTIONS = [
  "Inventory",
  "Least privilege",
  "Data sources",
  "Runtime monitoring",
  "Exposure",
  "Provider monitoring",
  "Third-party models",
  "Training data and systems",
  "API keys",
  "Incident response",
];

/** What the browser says of requests while the network is away. */
export const OFFLINE = [/ERR_INTERNET_DISCONNECTED/];

/** A question of the workspace. */
export class Question {
  readonly box: Locator;
  readonly note: Locator;
  readonly files: Locator;
  readonly link: Locator;

  constructor(readonly page: Page, readonly label: string) {
    this.box = page.getByRole("region", { name: label, exact: true });
    this.note = this.box.getByLabel("Note for the reviewer");
    this.files = this.box.getByLabel(`Add evidence files for ${label}`);
    this.link = this.box.getByLabel("Link", { exact: false }).and(this.box.locator("[type=url]"));
  }

  choice(answer: "Yes" | "No"): Locator {
    const answers = this.box.getByRole("radiogroup", { name: `Answer: ${this.label}` });
    return answers.getByRole("radio", { name: answer, exact: true });
  }

  /** Unfolds guidance, note and evidence. */
  async unfold(): Promise<void> {
    const fold = this.box.locator("details.q__more");
    if ((await fold.getAttribute("open")) === null) await fold.locator("summary").first().click();
    await expect(this.note).toBeVisible();
  }

  async answer(answer: "Yes" | "No", note?: string): Promise<void> {
    await this.choice(answer).check();
    if (note === undefined) return;
    await this.unfold();
    await this.note.fill(note);
  }

  /** The line of an item of evidence. */
  item(title: string): Locator {
    return this.box.locator("[id^=evidence-]").getByRole("listitem").filter({ hasText: title });
  }

  /** The link to the page of an item of evidence. */
  linkTo(title: string): Locator {
    return this.item(title).getByRole("link", { name: title, exact: true });
  }
}

/** A file made on the spot. */
export function file(name: string, content: string | Buffer, mimeType = "text/plain") {
  return { name, mimeType, buffer: Buffer.from(content) };
}

/** What stands in the live panel. */
export async function scores(page: Page): Promise<{ evidenced: string; claimed: string }> {
  const evidenced = await page.getByLabel("Evidenced score").innerText();
  const claimed = await page.getByLabel("Claimed score").innerText();
  return { evidenced: evidenced.trim(), claimed: claimed.trim() };
}

export async function expectScores(page: Page, evidenced: number, claimed: number): Promise<void> {
  await expect(page.getByLabel("Evidenced score")).toHaveText(String(evidenced));
  await expect(page.getByLabel("Claimed score")).toHaveText(String(claimed));
}

/** The line in the bar that says what is saved. */
export function saved(page: Page): Locator {
  return page.locator("#saved");
}

/** Waits for what saves by itself, or presses the button that saves. */
export async function save(page: Page): Promise<void> {
  if (scriptsOn()) {
    await expect(saved(page)).toContainText(/^Saved/);
    return;
  }
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("status").filter({ hasText: /Draft saved|Evidence added/ })).toBeVisible();
}

/** Opens the assessment of a unit from the list. */
export async function openAssessment(page: Page, unit: string): Promise<void> {
  await page.goto("/assessments");
  await arrived(page, "Assessments");
  await page.getByRole("link", { name: unit, exact: true }).first().click();
  await arrived(page, new RegExp(`^${unit}, `));
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Submit", exact: true }).click();
  await page.getByRole("button", { name: "Submit now" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Assessment submitted." })).toBeVisible();
  await hydrated(page);
}
