// The browser tests. Every one runs twice: with scripts, and with scripts switched off.
import { defineConfig } from "@playwright/test";
import { browser } from "./browser";

export default defineConfig({
  testDir: ".",
  testIgnore: "screenshots.spec.ts",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: browser,
  projects: [
    { name: "scripts-on" },
    { name: "scripts-off", use: { javaScriptEnabled: false } },
  ],
});
