import { describe, expect, it } from "vitest";
import type { Job } from "../../../src/core/model/job.ts";
import type { JobState } from "../../../src/core/ledger/state-records.ts";
import { decideJob, type JobDecision } from "../../../src/core/schedule/decide-job.ts";
import { instantsOf, timingDigest } from "../../../src/core/schedule/timing.ts";
import { readSpec } from "../../helpers/spec.ts";

interface Case {
  readonly name: string;
  readonly job: Partial<Job>;
  /** Instants from `after`, as many as are expected. */
  readonly after?: string;
  readonly next?: readonly (string | null)[];
  readonly state?: Partial<JobState> & { readonly registered?: string };
  readonly now?: string;
  readonly decisions?: readonly object[];
}

const whole = (job: Partial<Job>): Job => ({ schema_version: 1, prompt: "news/digest", environment: "production", ...job });
const iso = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");

/** A state as the ledger would have it: registered long before, with the schedule as it is, unless the case says otherwise. */
function stateOf(job: Job, given: Case["state"]): JobState | undefined {
  if (given === undefined) return undefined;
  const { registered = "2026-01-01T00:00:00Z", ...state } = given;
  return { job: "job", since: registered, timing: timingDigest(job), failures_in_a_row: 0, credentials: [], ...state };
}

/** Only what a reader of the case cares for: instants as texts, nothing that is absent. */
function shown(decision: JobDecision): object {
  const entries = Object.entries(decision).filter(([key, value]) => value !== undefined && !["readyAt", "message", "timing"].includes(key));
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      value instanceof Object ? { ...value, from: iso(value.from), to: iso(value.to) } : typeof value === "number" && key !== "epoch" ? iso(value) : value,
    ]),
  );
}

for (const { file, content: cases } of readSpec<Case[]>("schedule")) {
  describe(`schedules: ${file}`, () => {
    it.each(cases.map((each) => [each.name, each] as const))("%s", (_name, { job: given, after, next, state, now, decisions }) => {
      const job = whole(given);
      expect(next ?? decisions).toBeDefined();
      if (next !== undefined && after !== undefined) {
        let at: number | undefined = Date.parse(after);
        const found = next.map(() => {
          at = at === undefined ? undefined : instantsOf(job).next(at);
          return at === undefined ? null : iso(at);
        });
        expect(found).toEqual(next);
      }
      if (decisions !== undefined && now !== undefined)
        expect(decideJob({ name: "job", job, state: stateOf(job, state), now: Date.parse(now) }).map(shown)).toEqual(decisions);
    });
  });
}
