import { expect, test } from "vitest";
import { pricesAtMinute } from "../../src/services/evaluation/prices-at-minute.ts";
import { fakeClock } from "../helpers/fake-clock.ts";

test("prices are looked up once a minute, and anew in the next", async () => {
  const clock = fakeClock(Date.UTC(2026, 0, 1, 12, 0, 30));
  const config = { providers: { local: { kind: "openai" as const } }, prices: { "local/m": { input: 1, output: 2 } } };
  const prices = pricesAtMinute(config, clock);
  const first = await prices("local/m");
  expect(first).toMatchObject({ source: "project", rates: [{ input: 1, output: 2 }], on: "2026-01-01T12:00:30.000Z" });
  await clock.advance(29_999);
  expect(await prices("local/m")).toBe(first);
  await clock.advance(1);
  expect(await prices("local/m")).toMatchObject({ on: "2026-01-01T12:01:00.000Z" });
  expect(await prices("local/other")).toMatchObject({ source: "unknown" });
});
