// The one browser that all browser tests and screenshots use.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from "@playwright/test";

const script = fileURLToPath(new URL("chromium.sh", import.meta.url));

// Workers load this file too; they find the path in their environment.
process.env.CHROMIUM_PATH ??= execFileSync(script, { encoding: "utf8" }).trim();

export const browser: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  // A trace costs a third of the time of a test; `npx playwright test --trace on` writes one.
  trace: "off",
  screenshot: "only-on-failure",
  // Colours must not be caught half way between two themes.
  contextOptions: { reducedMotion: "reduce" },
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};
