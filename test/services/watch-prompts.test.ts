import { describe, expect, it } from "vitest";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { FileWatcher } from "../../src/ports/file-watcher.ts";
import { notedSource } from "../../src/services/noted-source.ts";
import { watchPrompts, type Round } from "../../src/services/watch-prompts.ts";
import type { EvalRequest } from "../../src/services/evaluation/eval-request.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { memorySource } from "../helpers/memory-source.ts";

const config = "schema_version: 1\nproviders:\n  echo: { kind: openai }\n";
const request: EvalRequest = { prompts: [], suites: [], cases: [], tags: [], allowCode: true };

/** Watches files that are edited between rounds: each edit is what changes before the next. */
async function watched(edits: readonly Readonly<Record<string, string>>[], asked: Partial<EvalRequest> = {}, more: Readonly<Record<string, string>> = {}) {
  let files: Record<string, string> = {
    ".promptops.yml": config,
    "prompts/p/prompt.yml": promptYaml,
    "prompts/p/evals/main.yml": suiteYaml(["a", "b"]),
    "prompts/q/prompt.yml": promptYaml,
    "prompts/q/evals/main.yml": suiteYaml(["c"]),
    ...more,
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
    const { source: workTree, isInput } = notedSource(memorySource(files));
    const openProviders = () => Promise.resolve(deps.openProvider);
    return Promise.resolve({
      deps: { ...deps, git: undefined as never, workTree, openProviders },
      onEvent: () => undefined,
      isInput,
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
    ]);
  });

  it("does not wake for what no evaluation reads, such as its own output in the repository", async () => {
    const output = { "out.txt": "pass", "prompts/p/out.log": "pass", "report.yml": "x", "README.md": "x" };
    const late = { "prompts/r/prompt.yml": promptYaml, "prompts/r/evals/main.yml": suiteYaml(["e"]), "out.txt": "fail" };
    expect(await watched([output, { "out.txt": "pass again" }, late])).toEqual([
      { kind: "evaluated", because: [], labels: ["p", "q"], asked: 3 },
      { kind: "evaluated", because: ["prompts/r/prompt.yml", "prompts/r/evals/main.yml"], labels: ["r"], asked: 4 },
    ]);
  });

  it("wakes for a file that it looked for in vain", async () => {
    const rounds = await watched(
      [{ "rows.txt": "x" }, { "rows.csv": "id,word\nrow,one\n" }],
      { suites: ["data"] },
      { "prompts/p/evals/data.yml": "schema_version: 1\ndatasets:\n  - path: ../../../rows.csv\nassertions:\n  - { type: contains, value: x }\n" },
    );
    expect(rounds.map(({ kind, because }) => [kind, because])).toEqual([
      ["broken", []],
      [expect.anything(), ["rows.csv"]],
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

  it("survives a configuration with which nothing can be opened", async () => {
    const answers = [new PromptopsError("invalid-documents", "broken"), new PromptopsError("invalid-documents", "still broken")];
    const ended = new AbortController();
    const openRound = () => {
      const error = answers.shift();
      if (error === undefined) ended.abort();
      return Promise.reject(error ?? new Error("over"));
    };
    const watcher: FileWatcher = { changes: () => Promise.resolve(["any"]), close: () => Promise.resolve() };
    const rounds = watchPrompts({ openRound, watcher }, { request, signal: ended.signal });
    expect(await rounds.next()).toMatchObject({ value: { kind: "broken", because: [], error: { message: "broken" } } });
    expect(await rounds.next()).toMatchObject({ value: { kind: "broken", because: ["any"], error: { message: "still broken" } } });
    await expect(rounds.next()).rejects.toThrow("over");
  });

  it("does not swallow a defect of its own", async () => {
    const watching = watchPrompts(
      { openRound: () => Promise.reject(new TypeError("a defect")), watcher: { changes: () => Promise.resolve([]), close: () => Promise.resolve() } },
      { request, signal: new AbortController().signal },
    );
    await expect(watching.next()).rejects.toThrow("a defect");
  });
});
