// `make screenshots`: every page of the sample organisation, for people to look at.
import { defineConfig } from "@playwright/test";
import { browser } from "./browser";

export default defineConfig({
  testDir: ".",
  testMatch: "screenshots.spec.ts",
  fullyParallel: true,
  workers: 2,
  reporter: "list",
  timeout: 120_000,
  use: browser,
});
