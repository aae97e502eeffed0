// An audit from its beginning to its end, with an auditor from outside who sees it and nothing else.
import { type Page } from "@playwright/test";
import { arrived, axe, comeAs, demoOf, expect, hydrated } from "./plumbline";
import { PASSWORD, accept, chooseUnit, packFrom } from "./steps";

const test = demoOf();

/** Takes a page by its address, and waits until it is awake. */
async function look(page: Page, path: string, title: string | RegExp): Promise<void> {
  await page.goto(path);
  await arrived(page, title);
}

test("an audit is set up, worked on from outside, answered and closed", async ({ page, visitor, demo }) => {
  test.setTimeout(180_000);
  // An auditor of the organisation sets it up.
  await comeAs(page, demo, "auditor");
  await look(page, "/audits/new", "Set up an audit");
  await axe(page);
  await page.getByRole("button", { name: "Set up the audit" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Choose at least one unit.");
  await page.getByLabel("Name").fill("Yearly audit of the shop");
  await page.getByRole("checkbox", { name: /Online Store$/ }).check();
  await page.getByRole("group", { name: "Rounds" }).getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Set up the audit" }).click();
  await arrived(page, "Yearly audit of the shop");
  await expect(page.getByText("Give a conclusion of the whole audit.")).toBeVisible();
  await axe(page);
  const address = new URL(page.url()).pathname;

  // An administrator lets somebody in.
  const admin = await visitor();
  await comeAs(admin, demo, "administrator");
  await look(admin, address, "Yearly audit of the shop");
  await admin.getByRole("link", { name: "Let somebody in" }).click();
  await arrived(admin, "Let somebody in from outside");
  await axe(admin);
  const ada = { name: "Ada Quist", email: `ada.quist.${Date.now()}@auditors.example`, password: PASSWORD };
  await admin.getByLabel("Name").fill(ada.name);
  await admin.getByLabel("Email").fill(ada.email);
  await admin.getByRole("button", { name: "Make the invitation" }).click();
  const link = await admin.getByLabel("Link", { exact: true }).inputValue();

  // She comes in, and sees the audit and nothing else.
  const outside = await visitor();
  await accept(outside, link, ada);
  await arrived(outside, "Yearly audit of the shop");
  const nav = outside.getByRole("navigation", { name: "Main" });
  await expect(nav.getByRole("link", { name: "Audit log", includeHidden: true })).toHaveCount(0);
  await axe(outside);
  await look(outside, "/units?view=flat", "Business units");
  await expect(outside.getByRole("main")).toContainText("Online Store");
  await expect(outside.getByRole("main")).not.toContainText("Logistics");
  for (const path of ["/audit", "/people", "/audits/new"]) {
    expect((await outside.goto(path))?.status(), path).toBe(404);
  }

  // She asks for evidence, raises a finding and judges an item; all of it is the audit's.
  await look(outside, "/requests/new", "Ask for evidence");
  await chooseUnit(outside, "Business unit", "Online Store");
  await outside.getByLabel("Question").selectOption("4");
  await outside.getByLabel("What you need to see").fill("The gateway’s export of 16 November.");
  await outside.getByRole("button", { name: "Ask for it" }).click();
  await expect(outside.getByText("Part of the audit")).toBeVisible();
  const request = new URL(outside.url()).pathname;

  await look(outside, address, "Yearly audit of the shop");
  await outside.getByRole("link", { name: "Raise a finding" }).click();
  await arrived(outside, "Raise a finding");
  await axe(outside);
  await outside.getByLabel("Business unit").selectOption({ label: "Online Store" });
  await outside.getByLabel("Question").selectOption("4");
  await outside.getByRole("radio", { name: /^Major/ }).check();
  await outside.getByLabel("In a line").fill("Nothing watches the gateway");
  await outside.getByLabel(/What you saw/).fill("Its logs are switched off since August.");
  await outside.getByRole("button", { name: "Raise the finding" }).click();
  await arrived(outside, "Nothing watches the gateway");
  await axe(outside);
  const finding = new URL(outside.url()).pathname;

  await look(outside, "/review", "Evidence review");
  await outside.getByRole("radio", { name: /^Reject/ }).check();
  await outside.getByLabel("Reason, to reject").selectOption({ index: 1 });
  await outside.getByLabel("Comment, or your question").fill("It shows another system.");
  await outside.getByRole("button", { name: "Record verdict and open next" }).click();
  await look(outside, address, "Yearly audit of the shop");
  await expect(outside.getByRole("region", { name: "Verdicts" })).toContainText("Rejected");

  // The unit's people answer.
  const manager = await visitor();
  await comeAs(manager, demo, "manager");
  await look(manager, finding, "Nothing watches the gateway");
  await manager.getByLabel(/What the unit makes of it/).fill("They are switched on again this week.");
  await manager.getByRole("button", { name: "Respond" }).click();
  await expect(manager.getByText("Responded to", { exact: true }).first()).toBeVisible();
  await manager.goto(request);
  await hydrated(manager);
  await manager.getByLabel("What is to be said with it").fill("There was none on that day.");
  await manager.getByRole("button", { name: "Answer the request" }).click();
  await expect(manager.getByText("Answered", { exact: true }).first()).toBeVisible();

  // She ends the finding and concludes; the auditor who set it up closes it, and her account with it.
  await look(outside, finding, "Nothing watches the gateway");
  await outside.getByRole("radio", { name: "Remedied" }).check();
  await outside.getByLabel("What you saw that ends it").fill("The logs of this week.");
  await outside.getByRole("button", { name: "End the finding" }).click();
  await expect(outside.getByText("Remedied", { exact: true }).first()).toBeVisible();
  await look(outside, address, "Yearly audit of the shop");
  await outside.getByText("Give a conclusion", { exact: true }).click();
  await outside.getByRole("radio", { name: /^Qualified/ }).check();
  await outside.getByLabel("Its grounds").fill("As claimed, but for one item.");
  await outside.getByRole("button", { name: "Record the conclusion" }).click();
  await expect(outside.getByText("Qualified", { exact: true }).first()).toBeVisible();

  // What she takes with her verifies without the server; the packs of units are not hers.
  expect(await packFrom(outside)).toContain("Yearly audit of the shop");
  expect((await outside.goto("/packs"))?.status()).toBe(404);

  await look(page, address, "Yearly audit of the shop");
  await page.getByRole("button", { name: "Close the audit" }).click();
  await expect(page.getByText("Closed", { exact: true }).first()).toBeVisible();
  await axe(page);
  await outside.goto(address);
  await expect(outside).toHaveURL(/\/signin/);
});
