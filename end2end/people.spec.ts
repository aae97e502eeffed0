// Accounts: signing in and out, links that work once, sessions, passwords, roles, the theme.
import type { Page } from "@playwright/test";
import { type Server, arrived, comeAs, demoTest as test, expect, personOf, signIn } from "./plumbline";
import { type Newcomer, accept, choosePassword, invite, newcomer, signOut } from "./steps";

const OTHER_PASSWORD = "brass bob above a still floor";
const REFUSED = "Email and password do not match.";

/** Signs in on the page without expecting it to work. */
async function tryToSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/signin");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A new colleague, invited by the administrator and signed in on `page`. */
async function colleague(
  visitor: () => Promise<Page>,
  demo: Server,
  page: Page,
  name: string,
): Promise<{ person: Newcomer; admin: Page; path: string }> {
  const person = newcomer(name);
  const admin = await visitor();
  await comeAs(admin, demo, "administrator");
  const link = await invite(admin, person, "Viewer", "Logistics");
  const path = await admin.getByRole("link", { name, exact: true }).last().getAttribute("href");
  await accept(page, link, person);
  return { person, admin, path: path ?? "" };
}

async function expectSignedOut(page: Page): Promise<void> {
  await page.goto("/account");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Sign in/);
}

test("a sign-in that fails says so once and keeps the address", async ({ page, demo }) => {
  const { email, password } = await demo.account("viewer");
  await tryToSignIn(page, email, "not the password");
  await expect(page.getByRole("alert")).toContainText(REFUSED);
  await expect(page.getByLabel("Email")).toHaveValue(email);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  // Nobody learns who has an account here.
  await tryToSignIn(page, "nobody@aldermoor.example", "not the password");
  await expect(page.getByRole("alert")).toContainText(REFUSED);
  await tryToSignIn(page, "not an address", "");
  await expect(page.getByLabel("Email")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Email")).toHaveValue("not an address");
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await signIn(page, { email, password });
});

test("whoever signs in goes on to the page that they asked for", async ({ page, demo }) => {
  const { email, password } = await demo.account("viewer");
  await page.goto("/models?q=router");
  await expect(page.getByRole("status")).toHaveText(/^Sign in to go on/);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/models\?q=router$/);
  await arrived(page, "Models");
});

test("signing out ends the session", async ({ page, demo }) => {
  await signIn(page, await personOf(demo, "Rosa Klein"));
  await signOut(page, "Rosa Klein");
  await expect(page.getByRole("status")).toHaveText("You are signed out.");
  await page.goBack();
  await expectSignedOut(page);
});

test("a changed password ends every other session", async ({ page, visitor, demo }) => {
  const { person } = await colleague(visitor, demo, page, "Nell Harker");
  const elsewhere = await visitor();
  await signIn(elsewhere, person);
  await page.goto("/account");
  await arrived(page, "Your account");
  await page.getByLabel("Present password").fill("not the password");
  await choosePassword(page, OTHER_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert")).toContainText("This is not your present password.");
  await page.getByLabel("Present password").fill(person.password);
  await choosePassword(page, "too short");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("New password")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Present password").fill(person.password);
  await choosePassword(page, OTHER_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("status")).toContainText("Your password is changed");
  await expectSignedOut(elsewhere);
  await tryToSignIn(elsewhere, person.email, person.password);
  await expect(elsewhere.getByRole("alert")).toContainText(REFUSED);
  await signIn(elsewhere, { ...person, password: OTHER_PASSWORD });
});

test("own sessions are listed and can be ended", async ({ page, visitor, demo }) => {
  const { person } = await colleague(visitor, demo, page, "Odo Marsh");
  const elsewhere = [await visitor(), await visitor()];
  for (const other of elsewhere) await signIn(other, person);
  await page.goto("/account");
  await arrived(page, "Your account");
  const sessions = page.getByRole("table", { name: /^Your sessions/ });
  await expect(sessions.getByRole("rowheader")).toHaveCount(3);
  await sessions.getByRole("button", { name: /^End the session/ }).first().click();
  await expect(page.getByRole("status")).toHaveText("The session is ended.");
  await expect(sessions.getByRole("rowheader")).toHaveCount(2);
  await page.getByRole("button", { name: "End all others" }).click();
  await expect(page.getByRole("status")).toHaveText("All other sessions are ended.");
  await expect(sessions.getByRole("rowheader")).toHaveCount(1);
  for (const other of elsewhere) await expectSignedOut(other);
});

test("a deactivated person is signed out and can come back", async ({ page, visitor, demo }) => {
  const { person, admin, path } = await colleague(visitor, demo, page, "Pia Costa");
  await admin.goto(path);
  await arrived(admin, "Pia Costa");
  await admin.getByRole("button", { name: "Deactivate" }).click();
  const dialog = admin.getByRole("dialog", { name: "Deactivate Pia Costa?" });
  await dialog.getByRole("button", { name: "Keep the account" }).click();
  await expect(dialog).toBeHidden();
  await admin.getByRole("button", { name: "Deactivate" }).click();
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(admin.getByRole("status")).toContainText("All its sessions have ended.");
  await expectSignedOut(page);
  await tryToSignIn(page, person.email, person.password);
  await expect(page.getByRole("alert")).toContainText(REFUSED);
  await admin.getByRole("button", { name: "Reactivate" }).click();
  await expect(admin.getByRole("status")).toHaveText("The account is active again.");
  await signIn(page, person);
});

test("a reset link works once and ends the person's sessions", async ({ page, visitor, demo }) => {
  const { person, admin, path } = await colleague(visitor, demo, page, "Quinn Abara");
  await admin.goto(path);
  await admin.getByRole("button", { name: "Make a reset link" }).click();
  await arrived(admin, "New password for Quinn Abara");
  const link = await admin.getByLabel("Link", { exact: true }).inputValue();
  const elsewhere = await visitor();
  await elsewhere.goto(link);
  await arrived(elsewhere, "Choose a new password");
  await choosePassword(elsewhere, "short");
  await elsewhere.getByRole("button", { name: "Save password" }).click();
  await expect(elsewhere.getByLabel("New password")).toHaveAttribute("aria-invalid", "true");
  await choosePassword(elsewhere, OTHER_PASSWORD);
  await elsewhere.getByRole("button", { name: "Save password" }).click();
  await expect(elsewhere).not.toHaveURL(/\/link\//);
  await expectSignedOut(page);
  expect((await page.goto(link))?.status()).toBe(404);
  await arrived(page, "This link no longer works");
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, { ...person, password: OTHER_PASSWORD });
});

test("a newer invitation replaces the older one", async ({ page, visitor, demo }) => {
  await comeAs(page, demo, "administrator");
  const person = newcomer("Rhea Stone");
  const first = await invite(page, person, "Assessor", "Commerce");
  await page.getByRole("link", { name: person.name, exact: true }).last().click();
  await arrived(page, person.name);
  await page.getByRole("button", { name: "Make a new invitation" }).click();
  await arrived(page, `Invitation for ${person.name}`);
  const second = await page.getByLabel("Link", { exact: true }).inputValue();
  const invited = await visitor();
  await invited.goto(first);
  await arrived(invited, "This link no longer works");
  await accept(invited, second, person);
  await invited.goto("/link/never-was-one");
  await arrived(invited, "This link no longer works");
});

test("an invitation with mistakes keeps what was typed", async ({ page, demo }) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/people/invite");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Sam Field");
  await page.getByLabel("Email").fill("priya.raman@aldermoor.example");
  await page.getByRole("radio", { name: "Auditor" }).check();
  await page.getByRole("button", { name: "Make the invitation" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("Choose a unit of the list.");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Sam Field");
  await expect(page.getByRole("radio", { name: "Auditor" })).toBeChecked();
  await page.getByLabel("Unit", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Make the invitation" }).click();
  // The address is taken.
  await expect(page.getByLabel("Email")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Email")).toHaveValue("priya.raman@aldermoor.example");
  await expect(page.getByLabel("Unit", { exact: true })).not.toHaveValue("");
});

test("roles are given and taken away, and open work is handed over", async ({ page, demo }) => {
  await comeAs(page, demo, "administrator");
  await page.goto("/people?q=rosa");
  await page.getByRole("link", { name: "Rosa Klein" }).click();
  await arrived(page, "Rosa Klein");
  await page.getByText("Give a role", { exact: true }).click();
  await page.getByRole("radio", { name: "Viewer" }).check();
  await page.getByLabel("Unit", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Give role" }).click();
  await expect(page.getByRole("status")).toHaveText("The role is given.");
  await page.getByRole("button", { name: /^Take away the role Viewer/ }).click();
  await expect(page.getByRole("status")).toHaveText("The role is taken away.");
  await page.getByRole("button", { name: "Hand over" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose who takes over.");
  await page.getByLabel("Hand it over to").selectOption({ label: "Tomasz Wilk" });
  await page.getByRole("button", { name: "Hand over" }).click();
  await expect(page.getByRole("status")).toHaveText("The open work is handed over.");
});

test("the theme is kept, also after signing out", async ({ page, demo }) => {
  await signIn(page, await personOf(demo, "Kenji Ota"));
  const root = page.locator("html");
  await expect(root).not.toHaveAttribute("data-theme");
  await page.goto("/account");
  await page.getByRole("group", { name: "Colours" }).getByRole("button", { name: "Dark" }).click();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await page.goto("/models");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await signOut(page, "Kenji Ota");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await signIn(page, await personOf(demo, "Kenji Ota"));
  await page.goto("/models?sort=name");
  await page.getByRole("button", { name: "Kenji Ota" }).click();
  await page.getByRole("group", { name: "Theme" }).getByRole("button", { name: "Light" }).click();
  // Back on the page from which it was chosen.
  await expect(page).toHaveURL(/\/models\?sort=name$/);
  await expect(root).toHaveAttribute("data-theme", "light");
});
