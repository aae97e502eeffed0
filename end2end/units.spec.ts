// The tree of business units: add, rename, move, retire and bring back.
import { arrived, comeAs, demoOf, demoTest as test, expect } from "./plumbline";
import { chooseUnit } from "./steps";

test("a unit is added, renamed, moved, retired and brought back", async ({ page, demo }) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/settings/units");
  await arrived(page, "Unit tree");
  await page.getByRole("link", { name: "Add below Commerce" }).click();
  await arrived(page, "Add unit");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Online Store");
  await page.getByRole("button", { name: "Add unit" }).click();
  // Commerce has one of this name already.
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Online Store");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Market Places");
  await page.getByRole("button", { name: "Add unit" }).click();
  await expect(page.getByRole("status")).toHaveText("The unit is added.");

  await page.getByRole("link", { name: "Market Places", exact: true }).click();
  await arrived(page, "Market Places");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Market places abroad");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("status")).toContainText("The unit has its new name.");
  await chooseUnit(page, "Below", "Logistics");
  await page.getByRole("button", { name: "Move" }).click();
  await expect(page.getByRole("status")).toContainText("The unit is moved");
  await expect(page.getByText("Below Aldermoor Group / Logistics")).toBeVisible();

  await page.getByRole("button", { name: "Retire unit" }).click();
  const dialog = page.getByRole("dialog", { name: "Retire Market places abroad?" });
  await dialog.getByRole("button", { name: "Retire unit" }).click();
  await expect(page.getByRole("status")).toContainText("The unit is retired.");
  await page.getByRole("button", { name: "Bring back Market places abroad" }).click();
  await expect(page.getByRole("status")).toContainText("The unit is back in its place.");
});

test("a unit can't go below itself, nor be retired with units below it", async ({ page, demo }) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/settings/units");
  await page.getByRole("link", { name: "Commerce", exact: true }).click();
  await arrived(page, "Commerce");
  const places = page.getByLabel("Below", { exact: true }).locator("option");
  await expect(places.filter({ hasText: "Logistics" })).toHaveCount(1);
  for (const own of ["Commerce", "Online Store", "Customer Care"]) {
    await expect(places.filter({ hasText: own })).toHaveCount(0);
  }
  await expect(page.getByText("Move or retire the units below it first.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Retire unit" })).toHaveCount(0);
});

// An organisation of its own: retiring a unit changes what the others' tests count.
demoOf()("retiring the worst unit is no progress", async ({ page, visitor, demo }) => {
  const admin = await visitor();
  await comeAs(admin, demo, "administrator");
  await admin.goto("/settings/units");
  await admin.getByRole("link", { name: "Customer Care", exact: true }).click();
  await arrived(admin, "Customer Care");
  await admin.getByRole("button", { name: "Retire unit" }).click();
  const dialog = admin.getByRole("dialog", { name: "Retire Customer Care?" });
  await dialog.getByRole("button", { name: "Retire unit" }).click();
  await expect(admin.getByRole("status")).toContainText("The unit is retired.");
  await comeAs(page, demo, "manager");
  await page.goto("/");
  const scores = page.locator(".hero__scores");
  const same = /no change.* since Q\d \d{4}, over the 7 units with a score in both/;
  await expect(scores).toContainText(same);
  await expect(scores).not.toContainText("better by");
});

test("why a score moved is told step by step, and the steps sum to the change", async ({ page, demo }) => {
  await comeAs(page, demo, "manager");
  await page.goto("/units");
  await page.getByRole("main").getByRole("link", { name: "Online Store", exact: true }).first().click();
  await page.getByRole("link", { name: "Why did it move?" }).click();
  await arrived(page, "Why did it move?");
  await page.getByLabel("From the end of").fill("2026-01-01");
  await page.getByRole("button", { name: "Apply" }).click();
  const rows = await page.getByRole("row").allInnerTexts();
  const figures = rows.slice(1).map((row) => {
    const cells = row.split("\t");
    return cells.slice(-2).map((cell) => {
      const points = Number(/\d+/.exec(cell)?.[0]);
      return cell.includes("better by") ? -points : points;
    });
  });
  expect(figures.length).toBeGreaterThan(4);
  const [before, steps, whole, after] = [
    figures[0] ?? [], figures.slice(1, -2), figures.at(-2) ?? [], figures.at(-1) ?? [],
  ];
  for (const side of [0, 1]) {
    const sum = steps.reduce((sum, step) => sum + (step[side] ?? NaN), 0);
    expect(sum).toBe(whole[side]);
    expect((before[side] ?? NaN) + sum).toBe(after[side]);
  }

  const address = page.url();
  await page.getByLabel("This page as it was at the end of").fill("2026-06-30");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("row").last()).toContainText("Score on 30 Jun 2026");

  await page.goto(address.replace("2026-01-01", "2026-13-01"));
  await expect(page.getByRole("alert")).toContainText("is no day");
});

test("whoever may not open evidence is told its title and led nowhere", async ({ page, demo }) => {
  const evidence = page.getByRole("row").filter({ hasText: "evidence was accepted" }).first();
  for (const [role, links] of [["manager", 1], ["viewer", 0]] as const) {
    await comeAs(page, demo, role);
    await page.goto("/units");
    await page.getByRole("main").getByRole("link", { name: "Online Store", exact: true }).first().click();
    await page.getByRole("link", { name: "Why did it move?" }).click();
    await page.getByLabel("From the end of").fill("2026-01-01");
    await page.getByRole("button", { name: "Apply" }).click();
    await expect(evidence).toBeVisible();
    await expect(evidence.getByRole("link")).toHaveCount(links);
    await page.context().clearCookies();
  }
});
