// Every page worth a look, for the screenshots and for the sweep over all pages.
import type { Page, Response } from "@playwright/test";

/** A page of the sample organisation. */
export interface Sample {
  /** The name of the picture. */
  name: string;
  /** Where it is, or where the way to it begins. */
  path: string;
  /** The links to follow from there, by their words. */
  through?: (string | RegExp)[];
  /** Who looks at it: a role, or somebody's name; nobody is signed in where this is missing. */
  role?: string;
  /** What it is answered with, where that is not 200. */
  status?: number;
  /** What to do after it has opened, where the address alone does not lead to the state. */
  prepare?: (page: Page) => Promise<void>;
}

/** Opens the page. */
export async function visit(page: Page, sample: Sample): Promise<Response | null> {
  let answer = await page.goto(sample.path);
  for (const name of sample.through ?? []) {
    const exact = typeof name === "string";
    const link = page.getByRole("main").getByRole("link", { name, exact }).first();
    answer = await page.goto((await link.getAttribute("href")) ?? "no address");
  }
  return answer;
}

/** Sends a form as it stands, so that it comes back with mistakes. */
function press(button: string): (page: Page) => Promise<void> {
  return async (page) => {
    const sent = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
    await sent;
    await page.getByRole("alert").first().waitFor();
  };
}

/** Has the chain verified, and waits until that is said. */
async function verified(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByRole("heading", { name: "Chain intact" }).waitFor();
}

/** A pack up to an entry that is none. */
async function wrongPack(page: Page): Promise<void> {
  await page.getByLabel("Up to entry of the log").fill("yesterday");
  await press("Download the pack")(page);
}

const everybody: Sample[] = [
  { name: "signin", path: "/signin" },
  { name: "signin-refused", path: "/signin", prepare: press("Sign in") },
  { name: "link-spent", path: "/link/spent", status: 404 },
];

const overviews: Sample[] = ["manager", "assessor", "auditor", "administrator", "viewer"].map(
  (role) => ({ name: `overview-${role}`, path: "/", role }),
);

const review: Sample[] = [
  { name: "review", path: "/review" },
  { name: "review-any", path: "/review?standing=any&disagrees=yes" },
  { name: "review-no-match", path: "/review?standing=gone&question=3&older=90" },
  { name: "review-mistakes", path: "/review", prepare: press("Record verdict and open next") },
  { name: "review-not-theirs", path: "/review", role: "manager" },
  { name: "audits", path: "/audits" },
  { name: "audit-set-up", path: "/audits/new" },
  { name: "audit-set-up-wrong", path: "/audits/new", prepare: press("Set up the audit") },
  { name: "requests", path: "/requests" },
  { name: "requests-no-match", path: "/requests?state=withdrawn" },
  { name: "request-new", path: "/requests/new" },
  { name: "request-new-wrong", path: "/requests/new", prepare: press("Ask for it") },
].map((sample) => ({ role: "auditor", ...sample }));

const units: Sample[] = [
  { name: "units", path: "/units" },
  { name: "units-flat", path: "/units?view=flat" },
  { name: "units-no-match", path: "/units?q=zeppelin&band=high" },
  { name: "unit", path: "/units", through: ["Online Store"] },
  { name: "unit-with-sub-units", path: "/units", through: ["Commerce"] },
  { name: "unit-whole", path: "/units", through: ["Aldermoor Group"] },
  { name: "why", path: "/units", through: ["Online Store", "Why did it move?"] },
  { name: "report", path: "/reports" },
  { name: "report-quarter", path: "/reports?frame=quarter&score=claimed" },
  { name: "report-unit", path: "/units", through: ["Online Store", "Report"] },
  { name: "report-wrong", path: "/reports?from=2026-13-01" },
  { name: "document", path: "/reports/document" },
  { name: "document-brief", path: "/reports/document?form=one-page&paper=letter" },
  { name: "document-board", path: "/reports/document?form=board&frame=quarter" },
  { name: "compare", path: "/reports/compare" },
  { name: "coverage", path: "/coverage" },
  { name: "coverage-unit", path: "/units", through: ["Online Store", "Report", "Frameworks"] },
  { name: "compare-wrong", path: "/reports/compare?on=2026-13-01" },
  { name: "targets", path: "/units", through: ["Online Store", "Targets"] },
  {
    name: "unit-response-plan",
    path: "/units",
    through: ["Commerce", /^(Edit|Record the plan)$/],
  },
];

const models: Sample[] = [
  { name: "models", path: "/models" },
  { name: "models-filtered", path: "/models?exposure=public&sort=-updated" },
  { name: "models-no-match", path: "/models?q=zeppelin" },
  { name: "model", path: "/models", through: ["Shop Assistant"] },
  { name: "model-history", path: "/models", through: ["Shop Assistant", "History"] },
  { name: "model-edit", path: "/models", through: ["Shop Assistant", "Edit"] },
  { name: "model-part", path: "/models", through: ["Shop Assistant", /^Edit ./] },
  ...["deployment", "data source", "permission", "credential", "validation"].map((part) => ({
    name: `model-new-${part.replace(" ", "-")}`,
    path: "/models",
    through: ["Shop Assistant", new RegExp(`^Add a ${part}`)],
  })),
  { name: "model-new", path: "/models/new" },
  { name: "model-new-wrong", path: "/models/new", prepare: press("Register model") },
];

const assessments: Sample[] = [
  { name: "assessments", path: "/assessments" },
  { name: "assessments-no-match", path: "/assessments?state=submitted" },
  { name: "round", path: "/assessments", through: [/^All units of /] },
  { name: "round-new", path: "/rounds/new" },
  { name: "assessment-new", path: "/assessments/new" },
  { name: "assessment-new-wrong", path: "/assessments/new", prepare: press("Open the assessment") },
  { name: "assessment-approved", path: "/assessments?state=approved", through: ["Online Store"] },
  {
    name: "revision",
    path: "/assessments?state=approved",
    through: ["Online Store", "Revision 1"],
  },
];

const draft: Sample[] = ["assessor", "manager", "auditor", "viewer"].map((role) => ({
  name: `assessment-${role}`,
  path: "/assessments?state=draft",
  through: ["Online Store"],
  role,
}));

const evidence: Sample[] = [
  { name: "evidence", path: "/evidence", role: "auditor" },
  { name: "evidence-no-match", path: "/evidence?state=asked&question=1", role: "auditor" },
  { name: "evidence-file", path: "/evidence?state=pending", through: [/\.(txt|csv)$/], role: "auditor" },
  { name: "evidence-note", path: "/evidence?state=pending", through: [/: walkthrough$/], role: "auditor" },
  { name: "evidence-expired", path: "/evidence?state=expired", through: [/./], role: "auditor" },
  { name: "evidence-rejected", path: "/evidence?state=rejected", through: [/./], role: "Kenji Ota" },
  {
    name: "evidence-verdict-wrong",
    path: "/evidence?state=pending",
    through: [/\.(txt|csv)$/],
    role: "auditor",
    prepare: press("Record verdict"),
  },
  { name: "evidence-as-viewer", path: "/evidence", role: "viewer" },
];

/** A day before today, as an address names it. */
export const daysAgo = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const then = `as_of=${daysAgo(60)}`;

const past: Sample[] = [
  { name: "past-overview", path: `/?${then}` },
  { name: "past-units", path: `/units?${then}` },
  { name: "past-unit", path: `/units?${then}`, through: ["Online Store"] },
  { name: "past-assessments", path: `/assessments?${then}` },
  { name: "past-assessment", path: `/assessments?${then}`, through: ["Online Store"] },
  { name: "past-models", path: `/models?${then}` },
  { name: "past-coverage", path: `/coverage?${then}` },
  { name: "past-model", path: `/models?${then}`, through: ["Shop Assistant"] },
  { name: "past-evidence", path: `/evidence?${then}` },
  { name: "past-evidence-item", path: `/evidence?${then}`, through: [/\.(txt|csv)$/] },
  { name: "past-ahead", path: "/?as_of=9999-12-31", status: 422 },
  { name: "past-not-here", path: `/account?${then}` },
];

const log: Sample[] = [
  { name: "audit", path: "/audit" },
  { name: "audit-verified", path: "/audit", prepare: verified },
  { name: "audit-entry", path: "/audit?action=model.permission-changed", through: [/^Permission changed/] },
  { name: "audit-text", path: "/audit?action=answer.saved", through: [/^Answer saved/] },
  { name: "audit-no-match", path: "/audit?action=unit.moved&q=zeppelin" },
];

const settings: Sample[] = [
  { name: "people", path: "/people" },
  { name: "people-no-match", path: "/people?q=zeppelin" },
  { name: "person", path: "/people", through: ["Priya Raman"] },
  { name: "person-invited", path: "/people", through: ["Emil Sato"] },
  { name: "person-deactivated", path: "/people", through: ["Hana Novak"] },
  { name: "invite", path: "/people/invite" },
  { name: "invite-wrong", path: "/people/invite", prepare: press("Make the invitation") },
  { name: "unit-tree", path: "/settings/units" },
  { name: "unit-new", path: "/settings/units/new" },
  { name: "unit-settings", path: "/settings/units", through: ["Online Store"] },
];

const WATCH = "Watch our AI workloads while they run";
const tasks: Sample[] = [
  { name: "tasks", path: "/tasks" },
  { name: "tasks-nothing", path: "/tasks?q=nothing+like+it" },
  { name: "tasks-board", path: "/tasks?view=board" },
  { name: "tasks-by-due", path: "/tasks?group=due" },
  { name: "tasks-by-unit", path: "/tasks?group=unit&standing=all" },
  { name: "task", path: "/tasks", through: [WATCH] },
  { name: "task-edit", path: "/tasks", through: [WATCH, "Edit"] },
  { name: "task-where", path: "/tasks/new" },
  { name: "task-accepted", path: "/tasks?standing=accepted", through: [WATCH] },
  { name: "inbox", path: "/notices" },
];

const by = (role: string, samples: Sample[]) => samples.map((sample) => ({ role, ...sample }));

export const samples: Sample[] = [
  ...everybody,
  ...overviews,
  ...by("manager", [...units, ...models, ...assessments, ...tasks]),
  ...draft,
  ...evidence,
  ...review,
  ...by("auditor", past),
  ...by("administrator", [...log, ...settings]),
  { name: "audit-as-auditor", path: "/audit", role: "auditor" },
  { name: "pack", path: "/packs", role: "auditor" },
  { name: "pack-wrong", path: "/packs", role: "auditor", prepare: wrongPack },
  { name: "work", path: "/work", role: "assessor" },
  { name: "calendar", path: "/work/calendar", role: "assessor" },
  { name: "inbox-as-assessor", path: "/notices", role: "assessor" },
  { name: "questionnaires", path: "/questionnaires", role: "administrator" },
  { name: "questionnaire", path: "/questionnaires/baseline/1" },
  { name: "jobs", path: "/settings/jobs", role: "administrator" },
  { name: "outbox", path: "/settings/outbox", role: "administrator" },
  { name: "notice-choices", path: "/account/notices", role: "assessor" },
  { name: "channels", path: "/units", through: ["Online Store", "Channels"], role: "manager" },
  { name: "work-as-auditor", path: "/work", role: "auditor" },
  { name: "tasks-as-viewer", path: "/tasks", role: "viewer" },
  { name: "task-as-viewer", path: "/tasks", through: [WATCH], role: "viewer" },
  { name: "account", path: "/account", role: "manager" },
  { name: "model-as-viewer", path: "/models", through: ["Shop Assistant"], role: "viewer" },
  { name: "not-found", path: "/nothing/here", role: "manager", status: 404 },
  { name: "refused", path: "/models/new", role: "viewer", status: 403 },
  { name: "out-of-sight", path: "/people", role: "viewer", status: 404 },
];
