import { describe, expect, test } from "vitest";
import type { DocumentSource } from "../../../src/ports/document-source.ts";
import type { RunDueDeps } from "../../../src/services/run-due/run-due-deps.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { jobLab, jobText } from "../../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;

/** Which schedules a tick reads. */
function watched(deps: RunDueDeps): { deps: RunDueDeps; read: string[] } {
  const read: string[] = [];
  const watch = (source: DocumentSource): DocumentSource => ({
    ...source,
    read(path) {
      if (path.startsWith("schedules/")) read.push(path);
      return source.read(path);
    },
  });
  return { deps: { ...deps, git: { ...deps.git, at: (commit, description) => watch(deps.git.at(commit, description)) } }, read };
}

describe("many jobs", () => {
  test("are parsed once for each state of their folder, whatever else is committed", async () => {
    const lab = await jobLab({ "schedules/a.yml": jobText(), "schedules/b.yml": jobText() });
    const first = watched(await lab.deps());
    await runDue(first.deps, all);
    expect(first.read).toEqual(["schedules/a.yml", "schedules/b.yml"]);
    await lab.project.temp.commit({ "README.md": "Other things.\n" });
    await lab.clock.advance(hour);
    const second = watched(await lab.deps());
    expect((await runDue(second.deps, all)).runs).toHaveLength(2);
    expect(second.read).toEqual([]);
    await lab.project.temp.commit({ "schedules/b.yml": jobText("", { cron: "30 * * * *" }) });
    const third = watched(await lab.deps());
    expect(await runDue(third.deps, all)).toMatchObject({ noticed: [{ job: "b", act: "job-edited" }] });
    expect(third.read).toHaveLength(2);
  });

  test("of which none is due are looked at no more than once; a damaged cache changes no answer", async () => {
    const lab = await jobLab({ "schedules/a.yml": jobText() });
    await runDue(await lab.deps(), all);
    await runDue(await lab.deps(), all);
    const deps = await lab.deps();
    const asked: string[] = [];
    const quiet = { ...deps, cache: { ...deps.cache, get: (name: string) => (asked.push(name), deps.cache.get(name)) } };
    expect(await runDue(quiet, all)).toMatchObject({ runs: [], noticed: [] });
    expect(asked).toEqual(["config", "quiet", "looks"]);
    expect(await runDue(quiet, all)).toMatchObject({ runs: [], noticed: [] });
    expect(asked.slice(3)).toEqual(["config", "quiet"]);
    await deps.cache.put("quiet", "{");
    await deps.cache.put("looks", "{");
    await deps.cache.put("schedules", "[");
    await lab.clock.advance(hour);
    expect((await runDue(await lab.deps(), all)).runs).toHaveLength(1);
  });

  test("that are gone are noticed, and a checkout that never had one removes nobody's job", async () => {
    const lab = await jobLab({ "schedules/a.yml": jobText(), "schedules/b.yml": jobText() });
    const before = await lab.project.temp.git("rev-parse", "HEAD~1");
    await runDue(await lab.deps(), all);
    await lab.project.temp.git("checkout", "--quiet", before);
    expect(await runDue(await lab.deps(), all)).toMatchObject({ noticed: [] });
    await lab.project.temp.git("checkout", "--quiet", "main");
    await lab.project.temp.git("rm", "--quiet", "schedules/b.yml");
    await lab.project.temp.commit({});
    expect(await runDue(await lab.deps(), all)).toMatchObject({ noticed: [{ job: "b", act: "job-removed" }] });
    expect(await runDue(await lab.deps(), all)).toMatchObject({ noticed: [] });
  });
});
