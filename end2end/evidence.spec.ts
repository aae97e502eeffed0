// Evidence: taken in whole or not at all, never run, judged where it counts.
import type { Page } from "@playwright/test";
import { arrived, comeAs, demoOf, expect, hydrated, scriptsOn, type Server } from "./plumbline";
import { Question, file, openAssessment, save } from "./workspace";

// A low limit, so that a file can be too large without being large.
const test = demoOf("--max-upload-mib", "1");
const TOO_LARGE = file("core.dump", Buffer.alloc(1_300_000, 7), "application/octet-stream");

/** The draft of Commerce with a question unfolded, before its assessor. */
async function open(page: Page, demo: Server, label: string): Promise<Question> {
  await comeAs(page, demo, "Nils Aaberg");
  await openAssessment(page, "Commerce");
  const question = new Question(page, label);
  await question.unfold();
  return question;
}

/** Attaches files to a question and waits until they are listed. */
async function attach(question: Question, files: ReturnType<typeof file>[]): Promise<void> {
  await question.files.setInputFiles(files);
  if (!scriptsOn()) await save(question.page);
  await question.unfold();
  for (const { name } of files) await expect(question.linkTo(name)).toBeVisible();
}

test("several files are attached at once and stay", async ({ page, demo }) => {
  const question = await open(page, demo, "Inventory");
  const files = ["one.csv", "two.json", "three.log"].map((name) => file(name, `${name}, 2026`));
  await attach(question, files);
  await page.reload();
  await hydrated(page);
  await question.unfold();
  for (const { name } of files) {
    await expect(question.linkTo(name)).toBeVisible();
    await expect(question.item(name)).toContainText("SHA-256");
    await expect(question.item(name)).toContainText("Pending review");
  }
});

test("title and dates are said, and defaults follow the guidance", async ({ page, demo }) => {
  const question = await open(page, demo, "Least privilege");
  await question.box.getByText("Set title and dates").click();
  await question.box.getByLabel("Title of the file").fill("Export of the access review");
  await question.box.getByLabel("Collected on").fill("2026-01-15");
  await question.files.setInputFiles(file("review.csv", "who,what\nbasket,read\n", "text/csv"));
  if (!scriptsOn()) await save(page);
  await question.unfold();
  await question.linkTo("Export of the access review").click();
  await arrived(page, "Export of the access review");
  await expect(page.getByText("15 Jan 2026").first()).toBeVisible();
  await expect(page.getByText("review.csv")).toBeVisible();
  await expect(page.getByText("text/csv")).toBeVisible();
});

test("a file that is too large is refused in a sentence and costs nothing else", async ({ page, demo }) => {
  const question = await open(page, demo, "Data sources");
  await question.answer("Yes", "Both sources are listed.");
  await question.files.setInputFiles([TOO_LARGE, file("sources.csv", "source\norders\n")]);
  if (!scriptsOn()) await page.getByRole("button", { name: "Save draft" }).last().click();
  await expect(question.box.getByText(/larger than 1/).first()).toBeVisible();
  await expect(question.linkTo("sources.csv")).toBeVisible();
  await expect(question.linkTo("core.dump")).toHaveCount(0);
  await expect(question.choice("Yes")).toBeChecked();
  await expect(question.note).toHaveValue("Both sources are listed.");
});

test("a link, a note and an item of another question are attached", async ({ page, demo }) => {
  const question = await open(page, demo, "Incident response");
  await question.box.getByText("Add a link or note instead").click();
  await question.link.fill("https://wiki.example.org/runbook");
  await question.box.getByLabel("What the link shows").fill("The runbook");
  const note = question.box.getByRole("textbox", { name: /^Note \(/ }).or(question.box.getByLabel(/^Note$/));
  await note.last().fill("Walked through with <b>the on-call</b> team.");
  await question.box.getByLabel("Title of the note").fill("Exercise in May");
  await question.box.getByRole("button", { name: "Attach to Incident response" }).click();
  await expect(question.linkTo("The runbook")).toBeVisible();
  await question.linkTo("Exercise in May").click();
  await arrived(page, "Exercise in May");
  await expect(page.getByText("Walked through with <b>the on-call</b> team.")).toBeVisible();
  await page.goBack();
  const other = new Question(page, "Runtime monitoring");
  await hydrated(page);
  await other.unfold();
  await other.box.getByText("Add a link or note instead").click();
  const existing = other.box.getByLabel("An item of another question");
  const option = existing.locator("option").filter({ hasText: "Exercise in May" });
  await existing.selectOption(await option.first().getAttribute("value"));
  await other.box.getByRole("button", { name: "Attach to Runtime monitoring" }).click();
  await expect(other.linkTo("Exercise in May")).toBeVisible();
});

test.describe("with scripts", () => {
  test.beforeEach(() => test.skip(!scriptsOn(), "files are sent by an island"));

  test("each file shows its progress", async ({ page, demo }) => {
    const question = await open(page, demo, "Provider monitoring");
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/assessments/*/evidence", async (route) => {
      await held;
      await route.continue();
    });
    await question.files.setInputFiles([file("first.txt", "first"), file("second.txt", "second")]);
    for (const name of ["first.txt", "second.txt"]) {
      await expect(question.box.getByRole("progressbar", { name: `Sending ${name}` })).toBeVisible();
    }
    release();
    for (const name of ["first.txt", "second.txt"]) {
      await expect(question.linkTo(name)).toBeVisible();
    }
    await expect(question.box.getByRole("progressbar")).toHaveCount(0);
  });

  test("files are dropped and pasted", async ({ page, demo }) => {
    const question = await open(page, demo, "Training data and systems");
    const zone = question.box.locator(".drop");
    await expect(zone).toContainText("Drop or paste files here, or choose files");
    // Whoever pastes has the cursor where they write, or has clicked somewhere in the question.
    const places = [
      [zone, "drop", "dropped.txt"],
      [question.note, "paste", "pasted.txt"],
      [question.box.locator(".q__body"), "paste", "pasted-too.txt"],
    ] as const;
    for (const [place, kind, name] of places) {
      await place.evaluate(
        (element, [kind, name]) => {
          const data = new DataTransfer();
          data.items.add(new File([`${name} of the team`], name, { type: "text/plain" }));
          const how = { bubbles: true, cancelable: true };
          const event =
            kind === "drop"
              ? new DragEvent("drop", { ...how, dataTransfer: data })
              : new ClipboardEvent("paste", { ...how, clipboardData: data });
          element.dispatchEvent(event);
        },
        [kind, name] as const,
      );
      await expect(question.linkTo(name)).toBeVisible();
    }
  });

  test("text that is pasted stays text, also with a picture of it beside", async ({ page, demo }) => {
    const question = await open(page, demo, "Training data and systems");
    const taken = await question.note.evaluate((element) =>
      [false, true].map((pictured) => {
        const data = new DataTransfer();
        data.setData("text/plain", "Two cells");
        if (pictured) {
          data.setData("text/html", "<table><tr><td>Two<td>cells</table>");
          data.items.add(new File(["picture"], "image.png", { type: "image/png" }));
        }
        const how = { bubbles: true, cancelable: true, clipboardData: data };
        return !element.dispatchEvent(new ClipboardEvent("paste", how));
      }),
    );
    expect(taken).toEqual([false, false]);
    await expect(question.linkTo("image.png")).toHaveCount(0);
  });
});

const RUNS = "fetch('/ran'); document.title = 'ran'; new Image().src = '/ran'";
const PAGE = `<!doctype html><title>Report</title><script>${RUNS}</script><body onload="${RUNS}">`;
const HOSTILE = [
  file("report.html", PAGE, "text/html"),
  file("diagram.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUNS}"><script>${RUNS}</script></svg>`, "image/svg+xml"),
  file("policy.pdf", `%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`, "application/pdf"),
  file("screenshot.png", PAGE, "image/png"),
  // A picture by its first bytes, a page by the rest.
  file("both.gif", `GIF89a/*${PAGE}*/=1;`, "image/gif"),
  file("page.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><script>${RUNS}</script></html>`, "application/xhtml+xml"),
];

test("nothing that is uploaded runs in the site", async ({ page, demo }) => {
  const ran: string[] = [];
  page.context().on("request", (request) => {
    if (request.url().endsWith("/ran")) ran.push(request.url());
  });
  const question = await open(page, demo, "Exposure");
  await attach(question, HOSTILE);
  for (const { name, buffer } of HOSTILE) {
    await openAssessment(page, "Commerce");
    await question.unfold();
    await question.linkTo(name).click();
    await arrived(page, name);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download the original" }).click();
    expect((await download).suggestedFilename()).toBe(name);
    const address = await page.getByRole("link", { name: "Download the original" }).getAttribute("href");
    const answer = await page.request.get(address ?? "");
    expect(await answer.body()).toEqual(buffer);
    const headers = answer.headers();
    expect(headers["content-disposition"]).toMatch(/^attachment;/);
    expect(headers["content-security-policy"]).toContain("sandbox");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-type"]).not.toMatch(/html|svg|xml|script/);
    // The address itself, typed into the browser, downloads too and shows nothing.
    const typed = page.waitForEvent("download");
    await page.goto(address ?? "").catch((error: Error) => {
      expect(error.message).toContain("Download is starting");
    });
    await typed;
    await expect(page).not.toHaveTitle("ran");
  }
  expect(ran).toEqual([]);
});

test("whoever may not open evidence finds none", async ({ page, visitor, demo }) => {
  const question = await open(page, demo, "API keys");
  await attach(question, [file("keys.csv", "key,rotated\nshop,2026-10-01\n")]);
  await question.linkTo("keys.csv").click();
  await arrived(page, "keys.csv");
  const address = new URL(page.url()).pathname;
  const viewer = await visitor();
  await comeAs(viewer, demo, "viewer");
  await openAssessment(viewer, "Commerce");
  const seen = new Question(viewer, "API keys");
  await seen.box.locator("details.q__more > summary").click();
  await expect(seen.item("keys.csv")).toBeVisible();
  await expect(seen.linkTo("keys.csv")).toHaveCount(0);
  for (const path of [address, `${address}/file`, "/evidence/999999", "/evidence/x"]) {
    expect((await viewer.goto(path))?.status(), path).toBe(404);
    await arrived(viewer, "Nothing here");
  }
  await viewer.goto("/evidence");
  await expect(viewer.getByText("Evidence is kept from viewers")).toBeVisible();
});

test("a verdict needs a reason to reject, and the team reads it", async ({ page, visitor, demo }) => {
  const question = await open(page, demo, "Third-party models");
  await attach(question, [file("scan.txt", "no findings")]);
  await question.linkTo("scan.txt").click();
  await arrived(page, "scan.txt");
  // Nobody judges what they uploaded.
  await expect(page.getByRole("button", { name: "Record verdict" })).toHaveCount(0);
  const auditor = await visitor();
  await comeAs(auditor, demo, "auditor");
  await auditor.goto("/evidence?state=pending");
  await auditor.getByRole("link", { name: "scan.txt" }).click();
  await arrived(auditor, "scan.txt");
  await auditor.getByRole("radio", { name: /^Reject/ }).check();
  await auditor.getByLabel(/^Comment/).fill("It doesn't name the model.");
  await auditor.getByRole("button", { name: "Record verdict" }).click();
  await expect(auditor.getByRole("alert")).toBeVisible();
  await expect(auditor.getByRole("radio", { name: /^Reject/ })).toBeChecked();
  await expect(auditor.getByLabel(/^Comment/)).toHaveValue("It doesn't name the model.");
  await auditor.getByLabel(/^Reason/).selectOption({ index: 1 });
  await auditor.getByRole("button", { name: "Record verdict" }).click();
  await expect(auditor.getByText("Rejected by Dele Adeyemi")).toBeVisible();
  await openAssessment(page, "Commerce");
  await question.unfold();
  await expect(question.item("scan.txt")).toContainText("Rejected");
  await expect(question.item("scan.txt")).toContainText("It doesn't name the model.");
});

test("an item is replaced by a newer one, and withdrawn with a reason", async ({ page, demo }) => {
  const question = await open(page, demo, "Third-party models");
  await attach(question, [file("check-1.txt", "first check")]);
  await question.linkTo("check-1.txt").click();
  await arrived(page, "check-1.txt");
  await page.getByText("Replace it by a newer revision").click();
  await page.getByRole("button", { name: "Attach revision" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose the file that takes its place.");
  await page.getByLabel("The file that takes the place of check-1.txt").setInputFiles(file("check-2.txt", "second check"));
  await page.getByRole("button", { name: "Attach revision" }).click();
  await arrived(page, "check-2.txt");
  await page.getByRole("link", { name: "Open the earlier one" }).click();
  await arrived(page, "check-1.txt");
  await page.getByRole("link", { name: "Open the newer revision" }).click();
  await arrived(page, "check-2.txt");
  await page.getByText("Withdraw it", { exact: true }).click();
  await page.getByRole("button", { name: "Withdraw item" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Why it is withdrawn").fill("It was of another model.");
  await page.getByRole("button", { name: "Withdraw item" }).click();
  await expect(page.getByText("It was of another model.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Withdraw item" })).toHaveCount(0);
});
