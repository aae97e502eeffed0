// Notices: what somebody did reaches whoever has to do something about it, and the answer comes back.
import { type Page } from "@playwright/test";
import { arrived, axe, comeAs, demoOf, expect, scriptsOn } from "./plumbline";
import { expectToFit } from "./fit";
import { chooseUnit } from "./steps";

const test = demoOf();

const TITLE = "Replace the gateway of the supplier";

async function inbox(page: Page): Promise<void> {
  await page.goto("/notices");
  await arrived(page, "Inbox");
}

/** A task of Online Store for its assessor. */
async function makeTask(page: Page): Promise<void> {
  await page.goto("/tasks/new");
  await chooseUnit(page, "Business unit", "Online Store");
  await page.getByLabel(/^Question/).selectOption("9");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("What is to be done").fill(TITLE);
  await page.getByLabel("Whose task it is").selectOption({ label: "Priya Raman" });
  await page.getByRole("button", { name: "Make the task" }).click();
  await arrived(page, TITLE);
}

test("a risk is asked to be accepted, decided by somebody else, and each is told", async ({ page, visitor, demo }) => {
  test.setTimeout(120_000);
  await comeAs(page, demo, "manager");
  await makeTask(page);

  // She is told that it is hers, opens it from there, and asks for its risk to be accepted.
  const priya = await visitor();
  await comeAs(priya, demo, "Priya Raman");
  await inbox(priya);
  await axe(priya);
  await expectToFit(priya, 390);
  await priya.getByRole("button", { name: `Unread: “${TITLE}” is your task` }).click();
  await arrived(priya, TITLE);
  await inbox(priya);
  await expect(priya.getByRole("button", { name: `Unread: “${TITLE}” is your task` })).toHaveCount(0);
  await priya.getByRole("button", { name: `“${TITLE}” is your task` }).click();
  await priya.getByText("Ask to accept the risk …").click();
  await priya.getByLabel("Why the risk is to stay").fill("The supplier replaces it in spring.");
  await priya.getByRole("button", { name: "Ask for a decision" }).click();
  // A day is missing: what was typed stays.
  await expect(priya.getByRole("alert").first()).toContainText("Until: ");
  await expect(priya.getByLabel("Why the risk is to stay")).toHaveValue("The supplier replaces it in spring.");
  await axe(priya);
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await priya.getByLabel("Until", { exact: true }).fill(until);
  await priya.getByRole("button", { name: "Ask for a decision" }).click();
  await expect(priya.getByText("Somebody else who may accept risks here decides on it.")).toBeVisible();

  // The unit's nearest manager finds it in his inbox and among what waits for him.
  const joel = await visitor();
  await comeAs(joel, demo, "Joel Okafor");
  await joel.goto("/work");
  await expect(joel.getByText("Risks to accept or decline")).toBeVisible();
  await inbox(joel);
  await joel.getByRole("button", { name: `Unread: Priya Raman asks that the risk of “${TITLE}” be accepted` }).click();
  await arrived(joel, TITLE);
  await joel.getByRole("button", { name: "Decline" }).click();
  await expect(joel.getByRole("alert").first()).toContainText("Say why");
  await joel.getByLabel("What you say with it").fill("Until spring, then no longer.");
  await joel.getByRole("button", { name: "Accept the risk" }).click();
  await expect(joel.getByRole("heading", { name: "The risk is accepted" })).toBeVisible();
  await axe(joel);
  await expectToFit(joel, 390);

  // It stands beside the scores, and she is told.
  await page.goto("/units");
  await expect(page.getByRole("row", { name: /^Online Store/ })).toContainText("1 risk accepted, until");
  await page.getByRole("link", { name: "Online Store" }).first().click();
  await expect(page.getByText("Accepted risks, which change no score:")).toBeVisible();
  await inbox(priya);
  await expect(priya.getByRole("button", { name: `Unread: Joel Okafor accepted the risk of “${TITLE}”` })).toBeVisible();
  await priya.getByRole("button", { name: "Mark all as read" }).click();
  await expect(priya.getByText("All are read")).toBeVisible();
  await expect(priya.getByRole("button", { name: /^Unread: / })).toHaveCount(0);
});

test("a comment that mentions somebody reaches them", async ({ page, visitor, demo }) => {
  await comeAs(page, demo, "Priya Raman");
  await page.goto("/work");
  await page.getByRole("main").getByRole("link", { name: /TSK-/ }).first().click();
  const title = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await page.getByLabel("Comment").fill("@Ingrid Solheim, who pays for it? See https://example.com/offer.");
  await page.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByText("Your comment stands below")).toBeVisible();
  await expect(page.locator(".mention", { hasText: "@Ingrid Solheim" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^https:\/\/example\.com\/offer in/ })).toHaveAttribute("rel", /noopener/);
  await axe(page);
  const ingrid = await visitor();
  await comeAs(ingrid, demo, "manager");
  await inbox(ingrid);
  await ingrid.getByRole("button", { name: `Unread: Priya Raman mentions you in “${title}”` }).click();
  await arrived(ingrid, title);
});

test("an administrator looks at what the program does by itself", async ({ page, demo }) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/settings/jobs");
  await arrived(page, "Jobs");
  await expect(page.getByRole("row", { name: /Follow the chain of the audit log/ })).toContainText("all as they were sealed");
  await axe(page);
  await expectToFit(page, 390);
});

test("the number of unread notices follows what happens, in every page that is open", async ({ page, visitor, demo }) => {
  test.skip(!scriptsOn(), "without scripts the number is that of the moment at which the page was drawn");
  const priya = await visitor();
  await comeAs(priya, demo, "Priya Raman");
  const second = await priya.context().newPage();
  await second.goto("/notices");
  await priya.goto("/models");
  const count = (open: Page) => open.locator("[data-unread]");
  const before = Number((await count(priya).locator("span").first().textContent()) ?? "0");
  await comeAs(page, demo, "manager");
  await makeTask(page);
  await expect(count(priya)).toHaveText(`${before + 1} unread`);
  await expect(second.getByRole("link", { name: "There are newer notices. Show them" })).toBeVisible();
  // What is read in one page is read in the other.
  await inbox(second);
  await second.getByRole("button", { name: "Mark all as read" }).click();
  await expect(count(priya)).toBeHidden();
});

test("a person chooses what they are told", async ({ page, demo }) => {
  await comeAs(page, demo, "Priya Raman");
  await inbox(page);
  await page.getByRole("link", { name: "What you are told" }).click();
  await arrived(page, "What you are told");
  await expect(page.getByText("Mail is not set up on this installation.")).toBeVisible();
  await axe(page);
  await expectToFit(page, 390);
  const soon = page.getByLabel("Due soon: in the inbox");
  await expect(soon).toBeChecked();
  await soon.uncheck();
  await page.getByRole("button", { name: "Save the choices" }).click();
  await expect(page.getByText("Your choices count from now on")).toBeVisible();
  await expect(soon).not.toBeChecked();
  await expect(page.getByLabel("Overdue: in the inbox")).toBeChecked();
});

test("a manager sets up a channel, whose secret is shown once, changes it and removes it", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/units");
  await page.getByRole("main").getByRole("link", { name: "Online Store" }).first().click();
  await page.getByRole("link", { name: "Channels" }).click();
  await arrived(page, "Channels of Online Store");
  await axe(page);
  await expectToFit(page, 390);
  await page.getByLabel("Name", { exact: true }).fill("Security room");
  await page.getByLabel("Address").fill("http://169.254.169.254/latest/meta-data");
  await page.getByLabel("Overdue", { exact: true }).check();
  await page.getByRole("button", { name: "Set up the channel" }).click();
  // An address inside is refused, and what was typed stays.
  await expect(page.getByRole("alert").first()).toContainText("This address is none of the open internet");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Security room");
  await expect(page.getByLabel("Overdue", { exact: true })).toBeChecked();
  await axe(page);
  await page.getByLabel("Address").fill("https://chat.aldermoor.example/hooks/s3cret");
  await page.getByRole("button", { name: "Set up the channel" }).click();
  await arrived(page, "Secret of Security room");
  const secret = await page.getByLabel("Secret", { exact: true }).inputValue();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  await axe(page);
  await page.getByRole("link", { name: "To the channel" }).click();
  await arrived(page, "Security room");
  const shown = await page.content();
  for (const hidden of [secret, "s3cret", "hooks"]) expect(shown).not.toContain(hidden);
  await axe(page);
  await expectToFit(page, 390);
  await page.getByLabel("Name", { exact: true }).fill("Alarm room");
  await page.getByRole("button", { name: "Save the changes" }).click();
  await arrived(page, "Alarm room");
  await page.getByRole("button", { name: "Remove the channel" }).click();
  await arrived(page, "Channels of Online Store");
  await expect(page.getByText("No channel yet")).toBeVisible();
});

test("an administrator finds nothing that failed in the outbox", async ({ page, demo }) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/settings/outbox");
  await arrived(page, "Outbox");
  await expect(page.getByText("Nothing failed")).toBeVisible();
  await expect(page.getByText("Mail is not set up.")).toBeVisible();
  await axe(page);
  await expectToFit(page, 390);
});
