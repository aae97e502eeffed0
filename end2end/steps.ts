// What people do on the way to a first score, each step through the page that is made for it.
import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { type Account, type Server, arrived, expect, hydrated } from "./plumbline";
import { binary } from "./server";

export const PASSWORD = "slack line over deep water";

/** Someone who is about to get an account. */
export interface Newcomer extends Account {
  name: string;
}

export function newcomer(name: string): Newcomer {
  const email = `${name.toLowerCase().replace(/\W+/g, ".")}@example.org`;
  return { name, email, password: PASSWORD };
}

/** Types a new password into both of its fields. */
export async function choosePassword(page: Page, password: string): Promise<void> {
  await page.getByLabel("New password").fill(password);
  await page.getByLabel("The same again").fill(password);
}

async function saveAndContinue(page: Page, next: string): Promise<void> {
  await page.getByRole("button", { name: "Save and continue" }).click();
  await arrived(page, next);
}

/** The first two steps of the set-up, from the link in the terminal to the list of units. */
export async function startSetUp(page: Page, server: Server, admin: Newcomer): Promise<void> {
  await page.goto(await server.setupLink());
  await arrived(page, "Administrator");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(admin.name);
  await page.getByLabel("Email").fill(admin.email);
  await choosePassword(page, admin.password);
  await saveAndContinue(page, "Organisation");
  await page.getByLabel("Name of the organisation").fill("Aldermoor Group");
  await saveAndContinue(page, "Business units");
}

/** The last steps, from the list of units to the overview; the round is opened or left for later. */
export async function finishSetUp(page: Page, round: "open" | "later"): Promise<void> {
  await saveAndContinue(page, "First round");
  const go = round === "open" ? "Open the round" : "Open it later";
  await page.getByRole("button", { name: go }).click();
  await arrived(page, "Evidence and backup");
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page).not.toHaveURL(/setup/);
  await hydrated(page);
}

/** The whole set-up with these units. Leaves the page to the administrator, signed in. */
export async function setUp(page: Page, server: Server, units: string[]): Promise<Newcomer> {
  const admin = newcomer("Callum Reyes");
  await startSetUp(page, server, admin);
  await page.getByText("Paste a list instead").click();
  await page.getByLabel("One unit per line").fill(units.join("\n"));
  await page.getByRole("button", { name: "Put into the list" }).click();
  await expect(page.getByLabel("Unit 1 name")).toHaveValue(units[0]);
  await finishSetUp(page, "open");
  return admin;
}

/** As an administrator, invites someone. Returns the link that the page shows. */
export async function invite(
  page: Page,
  person: Newcomer,
  role: string,
  unit: string,
): Promise<string> {
  await page.goto("/people/invite");
  await arrived(page, "Invite someone");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(person.name);
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await chooseUnit(page, "Unit", unit);
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await arrived(page, `Invitation for ${person.name}`);
  return page.getByLabel("Link", { exact: true }).inputValue();
}

/** Chooses a unit of a list in which each is indented by its depth. */
export async function chooseUnit(page: Page, label: string, unit: string): Promise<void> {
  const list = page.getByLabel(label, { exact: true });
  const option = list.locator("option").filter({ hasText: unit });
  await list.selectOption(await option.first().getAttribute("value"));
}

/** Opens an invitation, chooses a password, and is in. */
export async function accept(page: Page, link: string, person: Newcomer): Promise<void> {
  await page.goto(link);
  await arrived(page, /^Join /);
  await choosePassword(page, person.password);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).not.toHaveURL(/\/link\//);
  await hydrated(page);
}

/** Signs out by the person's menu. */
export async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await arrived(page, "Sign in");
}

/** Registers a model by its name and unit, and stays on its page. */
export async function register(page: Page, name: string, unit: string): Promise<void> {
  await page.goto("/models/new");
  await arrived(page, "Register a model");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await chooseUnit(page, "Business unit", unit);
  await page.getByRole("button", { name: "Register model" }).click();
  await arrived(page, name);
}

/** Takes the pack that the page offers, and gives what `verify` says of it, which is that it matches. */
export async function packFrom(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the pack" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const said = execFileSync(binary(), ["verify", await download.path()], { encoding: "utf8" });
  expect(said).toContain("Everything matches.");
  return said;
}
