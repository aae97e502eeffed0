// Every page of the first run, one after the other: the set-up, an empty installation, an invitation.
import type { Page } from "@playwright/test";
import { type Server, arrived, expect } from "./plumbline";
import { accept, choosePassword, invite, newcomer, startSetUp } from "./steps";

/** A page of the first run as it is seen. */
export interface Seen {
  page: Page;
  /** A name for its picture. */
  name: string;
  /** Who looks at it. */
  who: string;
}

/** What a fresh installation shows: nothing is there yet, and every page says what to do. */
const EMPTY = {
  "empty-overview": "/",
  "empty-units": "/units",
  "empty-models": "/models",
  "empty-assessments": "/assessments",
  "empty-evidence": "/evidence",
  "empty-people": "/people",
  "empty-unit-tree": "/settings/units",
};

/** Presses a button of a form that is not filled in, and waits for what is said of it. */
async function refuse(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("alert").waitFor();
}

/** Walks from the link in the terminal to the first colleague, and shows every page on the way. */
export async function walkFirstRun(
  page: Page,
  visitor: () => Promise<Page>,
  server: Server,
  look: (seen: Seen) => Promise<void>,
): Promise<void> {
  const at = (name: string, who = "administrator") => look({ page, name, who });
  await page.goto("/setup");
  await at("setup-without-token", "nobody");
  await page.goto(await server.setupLink());
  await at("setup-administrator", "nobody");
  await refuse(page, "Save and continue");
  await at("setup-administrator-wrong", "nobody");
  await startSetUp(page, server, newcomer("Callum Reyes"));
  await at("setup-units");
  await refuse(page, "Save and continue");
  await at("setup-units-wrong");
  await page.getByLabel("Unit 1 name").fill("Commerce");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await arrived(page, "First round");
  await at("setup-round");
  for (const step of ["administrator", "organisation", "units"]) {
    await page.goto(`/setup?step=${step}`);
    await at(`setup-${step}-done`);
  }
  await page.goto("/setup");
  await page.getByRole("button", { name: "Open it later" }).click();
  await arrived(page, "Evidence and backup");
  await at("setup-storage");
  await page.getByRole("button", { name: "Finish" }).click();
  await expect(page).not.toHaveURL(/setup/);
  for (const [name, path] of Object.entries(EMPTY)) {
    await page.goto(path);
    await at(name);
  }
  const person = newcomer("Priya Raman");
  const link = await invite(page, person, "Assessor", "Commerce");
  await at("invitation");
  const invited = await visitor();
  await invited.goto(link);
  await look({ page: invited, name: "join", who: "nobody" });
  await choosePassword(invited, "short");
  await refuse(invited, "Join");
  await look({ page: invited, name: "join-wrong", who: "nobody" });
  await accept(invited, link, person);
  for (const [name, path] of [["newcomer-overview", "/"], ["newcomer-models", "/models"]] as const) {
    await invited.goto(path);
    await look({ page: invited, name, who: "assessor" });
  }
}
