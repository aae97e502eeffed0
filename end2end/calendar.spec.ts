// What of mine has a day, in the calendar program that I use anyway.
import { type Page } from "@playwright/test";
import { arrived, axe, comeAs, demoOf, expect } from "./plumbline";
import { expectToFit } from "./fit";

const test = demoOf();

/** Presses a button that makes an address, and gives the address that is shown. */
async function make(page: Page, button: string): Promise<string> {
  await page.getByRole("button", { name: button }).click();
  await arrived(page, "Address of your calendar");
  return page.getByLabel("Address", { exact: true }).inputValue();
}

test("a calendar is subscribed to by a secret address, until that is replaced or removed", async ({
  page,
  visitor,
  demo,
}) => {
  await comeAs(page, demo, "assessor");
  await page.goto("/work");
  await arrived(page, "My work");
  await page.getByRole("main").getByRole("link", { name: "Calendar", exact: true }).click();
  await arrived(page, "Calendar");
  await axe(page);
  await expectToFit(page, 390);
  const first = await make(page, "Make an address");
  expect(first).toMatch(/\/calendar\/[0-9a-f]{48}\.ics$/);
  await axe(page);
  await expectToFit(page, 390);

  // A calendar program has no session.
  const program = (await visitor()).request;
  const answer = await program.get(first);
  expect(answer.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  const text = await answer.text();
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toContain("\r\nBEGIN:VEVENT\r\n");

  // The page does not show it again; a new one stops it at once.
  await page.goto("/work/calendar");
  await expect(page.getByText("can't be shown again")).toBeVisible();
  expect(await page.content()).not.toContain(first.split("/").pop());
  const second = await make(page, "Replace the address");
  expect(second).not.toBe(first);
  expect((await program.get(first)).status()).toBe(404);
  expect((await program.get(second)).status()).toBe(200);

  // The account tells of it, and leads to where it is removed.
  await page.goto("/account");
  await arrived(page, "Your account");
  await expect(page.getByText("Whoever has the address of your calendar reads it.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Calendar", exact: true }).click();
  await arrived(page, "Calendar");
  await axe(page);
  await page.getByRole("button", { name: "Remove the address" }).click();
  await expect(page.getByText("The address is removed")).toBeVisible();
  expect((await program.get(second)).status()).toBe(404);
});
