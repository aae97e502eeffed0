// Watches everything a browser context does and collects what must not happen in any test.
import type { BrowserContext } from "@playwright/test";

/** The answer to a form may be a refusal; a missing stylesheet or script may not. */
const MAY_BE_REFUSED = new Set(["document", "fetch", "xhr", "eventsource"]);

/** Chromium repeats every refused answer in the console; the answers are judged by themselves. */
const REPEATED = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Returns the list that fills with problems: console errors, page errors, policy reports, failed
 * requests, missing files and every answer from 500 on. */
export async function watch(context: BrowserContext): Promise<string[]> {
  const problems: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !REPEATED.test(message.text())) {
      problems.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", ({ error }) => problems.push(`page error: ${error()}`));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page ends what it still had open.
    if (why !== "net::ERR_ABORTED") problems.push(`request: ${why} ${request.url()}`);
  });
  context.on("response", (response) => {
    const kind = response.request().resourceType();
    const limit = MAY_BE_REFUSED.has(kind) ? 500 : 400;
    if (response.status() >= limit) {
      problems.push(`answer: ${response.status()} to ${kind} ${response.url()}`);
    }
  });
  await context.exposeBinding("reportPolicyViolation", (_source, text: string) => {
    problems.push(`content security policy: ${text}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const report = `${event.violatedDirective} ${event.blockedURI} at ${event.sourceFile}`;
      (globalThis as any).reportPolicyViolation(report);
    });
  });
  return problems;
}
