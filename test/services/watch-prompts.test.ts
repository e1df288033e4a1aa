import { describe, expect, it } from "vitest";
import type { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { FileWatcher } from "../../src/ports/file-watcher.ts";
import { watchPrompts, type Round } from "../../src/services/watch-prompts.ts";
import type { Request } from "../../src/services/evaluation/plan-input.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { memorySource } from "../helpers/memory-source.ts";

const config = "schema_version: 1\nproviders:\n  echo: { kind: openai }\n";
const request: Request = { prompts: [], suites: [], cases: [], tags: [], allowCode: true };

/** Watches files that are edited between rounds: each edit is what changes before the next. */
async function watched(edits: readonly Readonly<Record<string, string>>[], asked: Partial<Request> = {}) {
  let files: Record<string, string> = {
    ".promptops.yml": config,
    "prompts/p/prompt.yml": promptYaml,
    "prompts/p/evals/main.yml": suiteYaml(["a", "b"]),
    "prompts/q/prompt.yml": promptYaml,
    "prompts/q/evals/main.yml": suiteYaml(["c"]),
  };
  const provider = echoProvider();
  const cache = memoryCache();
  const evaluations = memoryEvaluationStore();
  const ended = new AbortController();
  const left = [...edits];
  let open = 0;
  const watcher: FileWatcher = {
    async changes(signal) {
      const edit = left.shift();
      if (edit === undefined) ended.abort(new Error("over"));
      signal?.throwIfAborted();
      files = { ...files, ...edit };
      return Object.keys(edit ?? {});
    },
    close: () => Promise.resolve(),
  };
  const openRound = () => {
    open += 1;
    const { deps } = evaluationLab({ providers: [provider], evaluations, cache });
    const workTree = memorySource(files);
    const openProviders = () => Promise.resolve(deps.openProvider);
    return Promise.resolve({
      deps: { ...deps, git: undefined as never, workTree, openProviders },
      onEvent: () => undefined,
      close: async () => void (open -= 1),
    });
  };
  const rounds: (Pick<Round, "kind" | "because"> & { readonly labels?: readonly string[]; readonly error?: string; readonly asked: number })[] = [];
  for await (const round of watchPrompts({ openRound, watcher }, { request: { ...request, ...asked }, signal: ended.signal })) {
    expect(open).toBe(1);
    const { kind, because } = round;
    const more =
      round.kind === "evaluated"
        ? { labels: round.evaluated.prompts.map(({ label }) => label) }
        : round.kind === "broken"
          ? { error: (round.error as PromptopsError).code }
          : {};
    rounds.push({ kind, because, ...more, asked: provider.calls.length });
  }
  expect(open).toBe(0);
  return rounds;
}

describe("watching", () => {
  it("evaluates everything first, then only what an edit changed", async () => {
    const edit = { "prompts/q/evals/main.yml": suiteYaml(["c", "d"]) };
    expect(await watched([edit])).toEqual([
      { kind: "evaluated", because: [], labels: ["p", "q"], asked: 3 },
      { kind: "evaluated", because: ["prompts/q/evals/main.yml"], labels: ["q"], asked: 4 },
    ]);
  });

  it("evaluates nothing when an edit changes nothing that counts", async () => {
    expect(await watched([{ "prompts/p/prompt.yml": `# a comment\n${promptYaml}` }, { "README.md": "hello" }])).toEqual([
      { kind: "evaluated", because: [], labels: ["p", "q"], asked: 3 },
      { kind: "unchanged", because: ["prompts/p/prompt.yml"], asked: 3 },
      { kind: "unchanged", because: ["README.md"], asked: 3 },
    ]);
  });

  it("tells of a broken document and goes on: with the prompts as they were once it is mended", async () => {
    const broken = { "prompts/p/prompt.yml": "schema_version: 1\nmesages: []\n" };
    expect(
      await watched([broken, { "prompts/p/prompt.yml": promptYaml }, { "prompts/p/prompt.yml": promptYaml.replace("{{ word }}", "{{ word }} ") }]),
    ).toMatchObject([
      { kind: "evaluated", labels: ["p", "q"] },
      { kind: "broken", error: "invalid-documents" },
      { kind: "unchanged" },
      { kind: "evaluated", labels: ["p"], asked: 5 },
    ]);
  });

  it("survives a project that cannot even be opened, from the first round on", async () => {
    const rounds = await watched([{ ".promptops.yml": "{" }, { ".promptops.yml": config }]);
    expect(rounds.map(({ kind }) => kind)).toEqual(["evaluated", "broken", "unchanged"]);
  });

  it("waits for a case that the filter asks for and that is not there yet", async () => {
    const rounds = await watched([{ "prompts/q/evals/main.yml": suiteYaml(["late"]) }], { cases: ["late"] });
    expect(rounds).toMatchObject([
      { kind: "broken", error: "nothing-matches" },
      { kind: "evaluated", labels: ["p", "q"], asked: 1 },
    ]);
  });

  it("does not swallow a defect of its own", async () => {
    const watching = watchPrompts(
      { openRound: () => Promise.reject(new TypeError("a defect")), watcher: { changes: () => Promise.resolve([]), close: () => Promise.resolve() } },
      { request, signal: new AbortController().signal },
    );
    await expect(watching.next()).rejects.toThrow("a defect");
  });
});
