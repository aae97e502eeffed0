// The manager's report: kept under a name, sent by itself, printed, and set beside the year before.
import { arrived, axe, comeAs, demoTest as test, expect, scriptsOn } from "./plumbline";
import { expectToFit } from "./fit";

test("a report is kept, shared with a unit, and sent to somebody every month", async ({
  page,
  demo,
}) => {
  await comeAs(page, demo, "manager");
  const name = `For the board ${scriptsOn() ? "on" : "off"}`;
  await page.goto("/reports?frame=quarter");
  await arrived(page, "Report");
  await page.getByText("Keep this report …").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Share with").selectOption({ label: "Aldermoor Group" });
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("The report is kept");

  await page.getByRole("main").getByRole("link", { name: "Send …" }).click();
  await arrived(page, `Send “${name}”`);
  await axe(page);
  await expectToFit(page, 390);
  await page.getByLabel("Send it").selectOption({ label: "When a month has ended" });
  await page.getByRole("button", { name: "Save" }).click();
  // Nobody was chosen; what was chosen stays.
  await expect(page.getByRole("alert")).toContainText("Choose who gets it.");
  await expect(page.getByLabel("Send it")).toHaveValue("month");
  await page.getByLabel("Vera Lund").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("The report will be sent");
  await expect(page.getByLabel("Vera Lund")).toBeChecked();
  await expect(page.getByLabel("Ingrid Solheim")).not.toBeChecked();

  await page.getByLabel("Send it").selectOption({ label: "Never" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("The report is sent no longer");
});

test("the report is a document to print, in three forms, and a PDF of the same", async ({
  page,
  demo,
}) => {
  await comeAs(page, demo, "manager");
  await page.goto("/reports?frame=quarter");
  await arrived(page, "Report");
  await page.getByText("Files", { exact: true }).click();
  await page.getByRole("link", { name: "To print, and as PDF" }).click();
  await arrived(page, "AI security report");
  await page.getByLabel("Document").selectOption({ label: "One page" });
  await page.getByRole("button", { name: "Show" }).first().click();
  await arrived(page, "AI security report");
  const file = page.getByRole("link", { name: "PDF", exact: true });
  const href = await file.getAttribute("href");
  expect(href).toContain("frame=quarter");
  expect(href).toContain("form=one-page");
  const answer = await page.request.get(href ?? "");
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("a unit stands beside itself a year ago, and beside another", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/reports");
  await arrived(page, "Report");
  await page.getByRole("main").getByRole("link", { name: "Side by side" }).click();
  await arrived(page, "Side by side");
  const figures = page.getByRole("table").first();
  const row = figures.getByRole("row", { name: /^Evidenced points/ });
  const [then, now, difference] = await row.getByRole("cell").allTextContents();
  const tenths = (text: string | undefined) => Math.round(10 * Number(text?.replace("−", "-")));
  expect(tenths(now) - tenths(then)).toBe(tenths(difference));
  await page.getByLabel("Unit", { exact: true }).selectOption({ label: "Commerce" });
  await page.getByLabel("Beside", { exact: true }).selectOption({ label: "Logistics" });
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(figures).toContainText("Commerce");
  await expect(figures).toContainText("Logistics");
});
