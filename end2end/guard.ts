// Watches everything a browser context does and collects what must not happen in any test.
import { type BrowserContext, test } from "@playwright/test";

/** The answer to a form may be a refusal; a missing stylesheet or script may not. */
const MAY_BE_REFUSED = new Set(["document", "fetch", "xhr", "eventsource"]);

/** Chromium repeats every refused answer in the console; the answers are judged by themselves. */
const REPEATED = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Whether the running test has scripts. */
export function scriptsOn(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Returns the list that fills with problems: console errors, page errors, policy reports, failed
 * requests, missing files and every answer from 500 on; without those that are allowed. */
export async function watch(context: BrowserContext, allowed: RegExp[] = []): Promise<string[]> {
  const problems: string[] = [];
  const scripts = scriptsOn();
  const note = (problem: string) => {
    if (!allowed.some((pattern) => pattern.test(problem))) problems.push(problem);
  };
  context.on("console", (message) => {
    if (message.type() === "error" && !REPEATED.test(message.text())) {
      note(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", ({ error }) => note(`page error: ${error()}`));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page ends what it still had open.
    if (why === "net::ERR_ABORTED") return;
    // With scripts off, Chromium blocks the preload of a script and calls it a matter of policy.
    if (why === "csp" && request.url().endsWith(".js") && !scripts) return;
    note(`request: ${why} ${request.url()}`);
  });
  context.on("response", (response) => {
    const kind = response.request().resourceType();
    const limit = MAY_BE_REFUSED.has(kind) ? 500 : 400;
    if (response.status() >= limit) {
      note(`answer: ${response.status()} to ${kind} ${response.url()}`);
    }
  });
  await context.exposeBinding("reportPolicyViolation", (_source, text: string) => {
    note(`content security policy: ${text}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const report = `${event.violatedDirective} ${event.blockedURI} at ${event.sourceFile}`;
      (globalThis as any).reportPolicyViolation(report);
    });
  });
  return problems;
}
