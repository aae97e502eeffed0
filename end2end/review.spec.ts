// Review: a session by keyboard, the same without scripts, and files that would like to run.
import { type Page, expect as base } from "@playwright/test";
import { arrived, axe, comeAs, demoOf, expect, hydrated, scriptsOn, type Server } from "./plumbline";
import { Question, file, openAssessment, save } from "./workspace";

const test = demoOf();

/** The queue before an auditor. */
async function open(page: Page, demo: Server, query = ""): Promise<void> {
  await comeAs(page, demo, "auditor");
  await page.goto(`/review${query}`);
  await arrived(page, "Evidence review");
}

/** Unfolds the queue, where the page is too narrow to hold it beside the item. */
async function unfold(page: Page): Promise<void> {
  const summary = page.locator(".review__queue > summary");
  if (await summary.isVisible()) await summary.click();
}

/** The item that is looked at: its title and its place in the queue. */
async function current(page: Page): Promise<string> {
  const article = page.getByRole("article");
  return `${await article.getByRole("heading", { level: 2 }).textContent()} ${await article.locator("header p").textContent()}`;
}

test("a review session by keyboard", async ({ page, demo }) => {
  test.skip(!scriptsOn(), "keys are an enhancement; the session without scripts is the next test");
  await open(page, demo);
  const first = await current(page);
  await page.keyboard.press("j");
  await expect.poll(() => current(page)).not.toBe(first);
  await hydrated(page);
  await page.keyboard.press("k");
  await expect.poll(() => current(page)).toBe(first);
  await hydrated(page);

  // Reject: the cursor waits where the reason is chosen.
  await page.keyboard.press("r");
  await expect(page.getByRole("radio", { name: /^Reject/ })).toBeChecked();
  await expect(page.getByLabel("Reason, to reject")).toBeFocused();
  await page.keyboard.type("Not dated");
  await page.keyboard.press("Tab");
  await page.keyboard.type("No date on any of it. A j and a k are letters here.");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Part of an audit")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Rejected", { exact: true }).first()).toBeVisible();
  await arrived(page, "Evidence review");
  const second = await current(page);
  expect(second).not.toBe(first);

  // Accept: Enter records it and opens the next.
  await page.keyboard.press("a");
  await expect(page.getByRole("radio", { name: /^Accept/ })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect.poll(() => current(page)).not.toBe(second);
  await hydrated(page);

  // Ask: the cursor waits for the question.
  const third = await current(page);
  await page.keyboard.press("q");
  await expect(page.getByLabel("Comment, or your question")).toBeFocused();
  await page.keyboard.type("Which gateway is this?");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => current(page)).not.toBe(third);
});

test("a review session by its forms and links", async ({ page, demo }) => {
  await open(page, demo);
  const first = await current(page);
  await page.getByRole("link", { name: "Next item" }).click();
  await expect.poll(() => current(page)).not.toBe(first);
  await page.getByRole("link", { name: "Previous item" }).click();
  await expect.poll(() => current(page)).toBe(first);
  await page.getByRole("radio", { name: /^Reject/ }).check();
  await page.getByLabel("Comment, or your question").fill("It shows another system.");
  await page.getByRole("button", { name: "Record verdict and open next" }).click();
  // A reason is missing: nothing that was typed is lost.
  await expect(page.getByText("Choose why it is rejected.").first()).toBeVisible();
  await expect(page.getByLabel("Comment, or your question")).toHaveValue("It shows another system.");
  await expect(page.getByRole("radio", { name: /^Reject/ })).toBeChecked();
  await axe(page);
  await page.getByLabel("Reason, to reject").selectOption("Wrong scope");
  await page.getByRole("button", { name: "Record verdict and open next" }).click();
  await expect.poll(() => current(page)).not.toBe(first);
  const second = await current(page);
  await page.getByRole("radio", { name: /^Accept/ }).check();
  await page.getByRole("button", { name: "Record verdict and open next" }).click();
  await expect(page.getByText("Accepted", { exact: true }).first()).toBeVisible();
  await expect.poll(() => current(page)).not.toBe(second);
  const third = await current(page);
  await page.getByRole("radio", { name: /^Ask/ }).check();
  await page.getByLabel("Comment, or your question").fill("Which gateway is this?");
  await page.getByRole("button", { name: "Record verdict and open next" }).click();
  await expect(page.getByText("Question recorded", { exact: true }).first()).toBeVisible();
  for (const [standing, item] of [["rejected", first], ["accepted", second], ["asked", third]]) {
    await page.goto(`/review?standing=${standing}`);
    await unfold(page);
    await expect(page.getByRole("list").getByText(item.split(" ")[0]).first()).toBeVisible();
  }
});

test("filters narrow the queue and say when nothing is left", async ({ page, demo }) => {
  await open(page, demo);
  await unfold(page);
  await page.getByLabel("State").selectOption("All evidence");
  await page.getByLabel("Business unit").selectOption("Logistics");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/standing=any.*unit=/);
  await unfold(page);
  await page.getByText("More filters").click();
  await page.getByLabel("Expires within").selectOption("Expires within 7 days");
  await page.getByLabel("Added by").selectOption({ index: 1 });
  await page.getByLabel("Question", { exact: true }).selectOption({ index: 3 });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("Nothing matches these filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/review$/);
});

test("a sample is drawn by its seed and drawn the same again", async ({ page, demo }) => {
  const draw = async () => {
    await page.goto("/review?standing=accepted");
    await arrived(page, "Evidence review");
    await unfold(page);
    await page.getByText("Draw a sample").click();
    await page.getByLabel("How many").fill("4");
    await page.getByLabel("Seed").fill("Q4-2026");
    await page.getByRole("button", { name: "Draw sample" }).click();
    await expect(page).toHaveURL(/sample=\d+/);
    await unfold(page);
    await expect(page.getByRole("heading", { name: "Sample" })).toBeVisible();
    return page.locator(".queue b").allTextContents();
  };
  await comeAs(page, demo, "auditor");
  const first = await draw();
  expect(first).toHaveLength(4);
  expect(await draw()).toEqual(first);
  await page.getByText("How it was drawn").click();
  await expect(page.getByText("Q4-2026").first()).toBeVisible();
  await page.getByRole("link", { name: "Draw it again" }).click();
  await expect(page.getByText("The same items in the same order")).toBeVisible();
  await axe(page);
  const names = page.waitForEvent("download");
  await page.getByRole("link", { name: "Names as text" }).click();
  expect((await names).suggestedFilename()).toMatch(/^sample-\d+-names\.txt$/);
});

const HOSTILE = [
  file("page.html", "<!doctype html><script>window.ran = 1; fetch('/signout', {method: 'POST'})</script>", "text/html"),
  file("page.png", "<html><body onload='window.ran = 1'><script>window.ran = 1</script>", "image/png"),
  file("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran=1'><script>window.ran=1</script></svg>", "image/svg+xml"),
  file("both.gif", Buffer.from("GIF89a/*\0\0\0\0\0*/=1;window.ran=1;", "binary"), "image/gif"),
  file("notes.md", "# Notes\n<img src=x onerror='window.ran=1'> [x](javascript:window.ran=1)", "text/markdown"),
  file(
    "script.pdf",
    "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n" +
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "application/pdf",
  ),
];

test.describe("files that would like to run", () => {
  // A picture by itself stands in a page of the browser's own, whose style and whose scripts for this
  // test the policy of the answer refuses, too.
  test.use({ allowed: [/\/evidence\/\d+\/preview\)$/] });

  test("nothing in a file runs or phones home", async ({ page, demo, visitor }) => {
    await comeAs(page, demo, "Nils Aaberg");
    await openAssessment(page, "Commerce");
    const question = new Question(page, "API keys");
    await question.unfold();
    await question.files.setInputFiles(HOSTILE);
    if (!scriptsOn()) await save(page);
    await question.unfold();
    const links: string[] = [];
    for (const { name } of HOSTILE) {
      await expect(question.linkTo(name)).toBeVisible();
      links.push((await question.linkTo(name).getAttribute("href")) ?? "");
    }
    const auditor = await visitor();
    await comeAs(auditor, demo, "auditor");
    const asked: string[] = [];
    auditor.on("request", (request) => asked.push(request.url()));
    auditor.on("dialog", () => asked.push("a dialog"));
    for (const link of links) {
      await auditor.goto(`${link}?show=content`);
      await expect(auditor.getByText("SHA-256 matches upload")).toBeVisible();
      expect(await auditor.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
      // The bytes by themselves, as an address that somebody was sent.
      const alone = await auditor.request.get(`${link}/file`);
      expect(alone.headers()["content-disposition"]).toMatch(/^attachment/);
      expect(alone.headers()["content-security-policy"]).toContain("sandbox");
      // And its picture by itself, where it has one.
      await auditor.goto(`${link}/preview`);
      expect(await auditor.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
    }
    base(asked.filter((url) => !url.startsWith(demo.url))).toEqual([]);
  });
});

test("what an auditor asks is answered by the team", async ({ page, demo, visitor }) => {
  await comeAs(page, demo, "Nils Aaberg");
  await openAssessment(page, "Commerce");
  const question = new Question(page, "Exposure");
  await question.unfold();
  await question.files.setInputFiles(file("gateway.txt", "GET /chat\n"));
  if (!scriptsOn()) await save(page);
  await question.unfold();
  const href = (await question.linkTo("gateway.txt").getAttribute("href")) ?? "";

  const auditor = await visitor();
  await comeAs(auditor, demo, "auditor");
  await auditor.goto(href);
  await auditor.getByRole("radio", { name: /^Ask/ }).check();
  await auditor.getByLabel("Comment, or your question").fill("Which gateway is this?");
  await auditor.getByRole("button", { name: "Record verdict" }).click();
  await expect(auditor.getByText("Question recorded")).toBeVisible();

  await page.goto(href);
  await expect(page.getByText("Which gateway is this?").first()).toBeVisible();
  await page.getByLabel("Your answer to the auditor").fill("The one in Dublin.");
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByText("The answer is with the auditor")).toBeVisible();

  await auditor.goto("/review");
  await unfold(auditor);
  await auditor.getByRole("link", { name: /gateway\.txt/ }).click();
  await expect(auditor.getByText("The one in Dublin.").first()).toBeVisible();
});

test("two revisions stand side by side", async ({ page, demo }) => {
  await comeAs(page, demo, "Nils Aaberg");
  await openAssessment(page, "Commerce");
  const question = new Question(page, "Data sources");
  await question.unfold();
  await question.files.setInputFiles(file("sources.txt", "orders\nbaskets\nreturns\n"));
  if (!scriptsOn()) await save(page);
  await question.unfold();
  await question.linkTo("sources.txt").click();
  await arrived(page, "sources.txt");
  await page.getByText("Replace it by a newer revision").click();
  await page.locator("input[type=file]").setInputFiles(file("sources-2.txt", "orders\nbaskets\nrefunds\n"));
  await page.getByRole("button", { name: "Attach revision" }).click();
  await expect(page.getByText("The new revision is attached")).toBeVisible();
  if ((await page.getByRole("link", { name: "see both side by side" }).count()) === 0) {
    await page.getByRole("link", { name: "Open the newer revision" }).click();
  }
  await page.getByRole("link", { name: "see both side by side" }).click();
  await arrived(page, "sources-2.txt");
  const older = page.getByRole("region", { name: "The earlier revision" });
  const newer = page.getByRole("region", { name: "The newer revision" });
  await expect(older.locator(".is-only")).toHaveText("returns");
  await expect(newer.locator(".is-only")).toHaveText("refunds");
  await axe(page);
});

test("evidence is asked for, and the answer closes the request", async ({ page, demo, visitor }) => {
  await comeAs(page, demo, "auditor");
  await page.goto("/requests/new");
  await arrived(page, "Ask for evidence");
  await page.getByRole("button", { name: "Ask for it" }).click();
  await expect(page.getByText("Choose a unit of the list.").first()).toBeVisible();
  await axe(page);
  await page.getByLabel("Business unit").selectOption({ label: "Commerce" });
  await page.getByLabel("Question", { exact: true }).selectOption({ index: 5 });
  await page.getByLabel("What you need to see").fill("The gateway’s export of 16 November.");
  await page.getByRole("button", { name: "Ask for it" }).click();
  await arrived(page, /^Request: .*Commerce/);
  const address = page.url().replace(/\?.*/, "");

  const assessor = await visitor();
  await comeAs(assessor, demo, "Nils Aaberg");
  await openAssessment(assessor, "Commerce");
  await assessor.getByRole("link", { name: "See what is wanted, and by when" }).click();
  await arrived(assessor, "Requests for evidence");
  await axe(assessor);
  await assessor.getByRole("link", { name: /gateway’s export/ }).click();
  await arrived(assessor, /^Request: .*Commerce/);
  await assessor.getByRole("button", { name: "Answer the request" }).click();
  await expect(assessor.getByText("Choose an item, or say why there is none.").first()).toBeVisible();
  await axe(assessor);
  await assessor.getByLabel("What is to be said with it").fill("The gateway was switched off in May.");
  await assessor.getByRole("button", { name: "Answer the request" }).click();
  await expect(assessor.getByText("The request is answered")).toBeVisible();

  await page.goto(address);
  await expect(page.getByText("The gateway was switched off in May.")).toBeVisible();
  await expect(page.getByText("Answered", { exact: true }).first()).toBeVisible();
});
