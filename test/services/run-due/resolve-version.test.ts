import { describe, expect, test } from "vitest";
import type { GitRepo } from "../../../src/ports/git-repo.ts";
import type { Job } from "../../../src/core/model/job.ts";
import { needsGreenEval } from "../../../src/core/run/external-delivery.ts";
import { credentialsOf } from "../../../src/core/run/credentials-of.ts";
import { viewLog } from "../../../src/services/release/view-log.ts";
import { resolveVersion } from "../../../src/services/run-due/resolve-version.ts";
import { prompt, releasedProject } from "../../helpers/job-project.ts";

const job: Job = { schema_version: 1, prompt, environment: "staging", every: "1h" };

/** The same repository with a tag that says that its gate did not pass. */
function withVerdict(git: GitRepo, verdict: string): GitRepo {
  return {
    ...git,
    async readTags(names) {
      const tags = await git.readTags(names);
      return tags.map(
        (tag) =>
          tag && {
            ...tag,
            message: tag.message.replaceAll('"verdict": "pass"', `"verdict": "${verdict}"`).replaceAll('"verdict":"pass"', `"verdict":"${verdict}"`),
          },
      );
    },
  };
}

describe("the version a job runs", () => {
  test("is the one that is live, or the one it names, and never the latest", async () => {
    const { git } = await (await releasedProject()).deps();
    const { state } = await viewLog(git, undefined, "all");
    const resolved = await resolveVersion(git, state, job, undefined, { green: true, environments: undefined });
    expect("released" in resolved && resolved.released.version).toBe("1.0.0");
    expect(await resolveVersion(git, state, { ...job, environment: "production" }, undefined, { green: false, environments: undefined })).toEqual({
      blocked: { code: "no-version", message: `Nothing of ${prompt} is live in production.` },
    });
    expect(
      await resolveVersion(git, state, { ...job, environment: undefined, version: "9.9.9" } as unknown as Job, undefined, {
        green: false,
        environments: undefined,
      }),
    ).toMatchObject({
      blocked: { code: "no-version", message: expect.stringContaining("9.9.9") },
    });
  });

  test("must have passed its gate where other people get to see what it says", async () => {
    const { git } = await (await releasedProject()).deps();
    const { state } = await viewLog(git, undefined, "all");
    const failed = withVerdict(git, "fail");
    expect(await resolveVersion(failed, state, job, undefined, { green: true, environments: undefined })).toEqual({
      blocked: { code: "evidence", message: `${prompt}@1.0.0 was released with the gate's verdict "fail", and this job runs only what passed.` },
    });
    const { state: again } = await viewLog(git, undefined, "all");
    expect(await resolveVersion(failed, again, job, undefined, { green: false, environments: undefined })).toHaveProperty("released");
  });
});

describe("a job", () => {
  const config = {
    providers: { openai: { kind: "openai" as const } },
    destinations: { note: { kind: "file" as const, path: "out.md" }, desk: { kind: "slack" as const, url_env: "SLACK_URL" } },
  };

  test("needs a passing gate when it delivers to other people, unless it says otherwise", () => {
    expect(needsGreenEval({ ...job, destinations: ["note"] }, config)).toBe(false);
    expect(needsGreenEval({ ...job, destinations: ["note", "desk"] }, config)).toBe(true);
    expect(needsGreenEval({ ...job, destinations: ["desk"], requires_green_eval: false }, config)).toBe(false);
  });

  test("uses the variables of its destinations, inputs, watcher and providers", () => {
    const all = {
      ...job,
      destinations: ["desk"],
      heartbeat: { url_env: "WATCH" },
      inputs_from: { x: { http: { url_env: "DATA", header_env: { k: "DATA_KEY" } } } },
    };
    expect(credentialsOf(all, config)).toEqual(["DATA", "DATA_KEY", "OPENAI_API_KEY", "SLACK_URL", "WATCH"]);
  });
});
