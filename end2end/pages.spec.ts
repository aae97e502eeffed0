// Every page of the sample organisation opens, and axe finds nothing on it in either theme.
import { axe, demoTest as test, expect, hydrated, signIn } from "./plumbline";
import { samples } from "./pages";

for (const sample of samples) {
  test(`${sample.name} is accessible`, async ({ page, demo }) => {
    if (sample.role !== undefined) await signIn(page, await demo.account(sample.role));
    const answer = await page.goto(sample.path);
    expect(answer?.status()).toBe(200);
    await hydrated(page);
    await sample.prepare?.(page);
    await axe(page);
  });
}
