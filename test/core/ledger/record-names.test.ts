import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  claimPath,
  hourFolder,
  intentName,
  intentPath,
  isIntentName,
  parseRunName,
  receiptPath,
  runName,
  runPath,
  stamp,
  stampTime,
} from "../../../src/core/ledger/record-names.ts";

const second = fc.integer({ min: 0, max: 4_102_444_799 }).map((seconds) => seconds * 1000);
const job = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/);
const kind = fc.constantFrom({ preview: false }, { preview: true }, { preview: false, manual: true as const });
const run = fc.tuple(fc.record({ job, at: second, nth: fc.integer({ min: 1, max: 9999 }) }), kind).map(([name, more]) => ({ ...name, ...more }));

describe("names of records", () => {
  it("say the instant and can be read back", () => {
    fc.assert(fc.property(second, (at) => stampTime(stamp(at)) === at));
    expect(stamp(Date.parse("2026-11-20T09:00:00Z"))).toBe("20261120T090000Z");
  });

  it("of runs can be read back, whatever the job is called", () => {
    fc.assert(
      fc.property(run, (name) => {
        expect(parseRunName(runName(name))).toEqual(name);
      }),
    );
  });

  it("refuse what was never written, so that no record is looked for elsewhere", () => {
    for (const wrong of [
      "",
      "daily",
      "daily~20261120T0900Z",
      "daily~20261320T090000Z",
      "daily~20261120T090000Z~r1",
      "daily~20261120T090000Z~r0",
      "daily~20261120T090000Z~p~m",
      "daily~20261120T090000Z~r2~m",
      "../x~20261120T090000Z",
      "Daily~20261120T090000Z",
      "daily~20261120T090000Z.json",
    ])
      expect(parseRunName(wrong), wrong).toBeUndefined();
    for (const wrong of [
      "",
      "20261120T09-",
      "20261120T99-0123456789abcdef01234567",
      "20261120T09-0123456789abcdef0123456x",
      "20261120T09-../../../../etc/passwd01",
    ])
      expect(isIntentName(wrong), wrong).toBe(false);
    expect(() => intentPath("../../x")).toThrow("no delivery's name");
  });

  it("put records of one hour into one folder", () => {
    const name = { job: "daily", at: Date.parse("2026-11-20T09:30:00Z"), nth: 2, preview: false };
    const intent = intentName(name, "0123456789abcdef0123456789abcdef");
    expect(hourFolder(name.at)).toBe("2026/11/20/09");
    expect(claimPath(name, 1)).toBe("claims/2026/11/20/09/daily~20261120T093000Z~r2.json");
    expect(claimPath(name, 2)).toBe("claims/2026/11/20/09/daily~20261120T093000Z~r2.e2.json");
    expect(runPath(name)).toBe("runs/2026/11/20/09/daily~20261120T093000Z~r2.json");
    expect(runPath(name, 1)).toBe("runs/2026/11/20/09/daily~20261120T093000Z~r2.late-1.json");
    expect(isIntentName(intent)).toBe(true);
    expect(receiptPath(intent, 2, 3)).toBe("receipts/2026/11/20/09/20261120T09-0123456789abcdef01234567/2.3.json");
  });
});
