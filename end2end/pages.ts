// Every page worth a look, for the screenshots and for the sweep with axe.
import type { Page } from "@playwright/test";

/** A page of the sample organisation. */
export interface Sample {
  /** The name of the picture. */
  name: string;
  /** Where it is. */
  path: string;
  /** Who looks at it; nobody is signed in where this is missing. */
  role?: string;
  /** What to do after it has opened, where the address alone does not lead to the state. */
  prepare?: (page: Page) => Promise<void>;
}

export const samples: Sample[] = [{ name: "signin", path: "/signin" }];
