import { describe, expect, test } from "vitest";
import { systemClock } from "../../src/adapters/clock.ts";
import { fakeClock, impatientClock } from "../helpers/fake-clock.ts";

describe.each([
  ["the machine's clock", systemClock],
  ["the tests' impatient clock", impatientClock()],
])("%s", (_name, clock) => {
  test("a sleep takes at least as long as asked, by its own count", async () => {
    const before = clock.elapsed();
    await clock.sleep(5);
    expect(clock.elapsed() - before).toBeGreaterThanOrEqual(4.5);
  });

  test("a sleep that is not wanted any more never begins: it rejects with the signal's reason", async () => {
    const reason = new Error("no longer wanted");
    await expect(clock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe.each([
  ["the machine's clock", systemClock],
  ["the tests' fake clock", fakeClock()],
])("%s", (_name, clock) => {
  test("a sleep that is interrupted rejects with the signal's reason", async () => {
    const controller = new AbortController();
    const sleep = clock.sleep(60_000, controller.signal);
    const reason = new Error("interrupted");
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
  });
});
