// Names as long as they may be, without a place to break: every page holds them.
import { arrived, comeAs, demoOf, hydrated } from "./plumbline";
import { expectToFit } from "./fit";
import { chooseUnit, register } from "./steps";
import { Question, file, save } from "./workspace";

// An organisation of its own: other tests look for the names of the sample.
const test = demoOf("--units", "4", "--models", "6", "--rounds", "2", "--people", "8");

const long = (start: string, length: number) => start + "x".repeat(length - start.length);
const UNIT = long("Unit", 120);
const MODEL = long("Model", 200);
const FILE = `${long("file", 190)}.txt`;

test("names as long as they may be break no page", async ({ page, demo, visitor }) => {
  test.setTimeout(120_000);
  const admin = await visitor();
  await comeAs(admin, demo, "administrator");
  await admin.goto("/settings/units");
  await admin.getByRole("main").locator("tbody th a").nth(1).click();
  await admin.getByRole("textbox", { name: "Name", exact: true }).fill(UNIT);
  await admin.getByRole("button", { name: "Rename" }).click();
  await arrived(admin, UNIT);
  const settings = admin.url();

  await comeAs(page, demo, "manager");
  await register(page, MODEL, UNIT);
  const model = page.url().replace(/\?.*/, "");
  await page.goto(`${model}/deployments/new`);
  await page.getByLabel("Platform").fill(long("platform", 120));
  await page.getByRole("button", { name: "Add deployment" }).click();
  await arrived(page, MODEL);

  await page.goto("/assessments/new");
  await chooseUnit(page, "Unit", UNIT);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(long("Assessment", 80));
  await page.getByRole("button", { name: "Open the assessment" }).click();
  await arrived(page, new RegExp(`^${UNIT}`));
  const assessment = page.url().replace(/\?.*/, "");
  const question = new Question(page, "Inventory");
  await question.answer("Yes", long("note", 300));
  await question.files.setInputFiles(file(FILE, "evidence"));
  await save(page);
  await question.unfold();
  await question.linkTo(FILE).click();
  await arrived(page, FILE);
  const evidence = page.url();

  await page.goto("/units");
  const unit = page.getByRole("main").getByRole("link", { name: UNIT, exact: true }).first();
  const unitPage = (await unit.getAttribute("href")) ?? "no unit";
  const pages = ["/", "/units", unitPage, "/models", model, "/assessments", "/evidence"];
  for (const address of [...pages, `${assessment}?open=1`, evidence]) {
    await page.goto(address);
    await hydrated(page);
    for (const width of [1440, 1024, 390]) await expectToFit(page, width);
  }
  for (const address of ["/settings/units", settings]) {
    await admin.goto(address);
    for (const width of [1440, 390]) await expectToFit(admin, width);
  }
});
