import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { Evidence } from "../../src/core/eval/evidence.ts";
import type { EvaluationEntry, EvaluationHeader, EvaluationStore, OpenEvaluation } from "../../src/ports/evaluation-store.ts";

interface Kept {
  readonly header: EvaluationHeader;
  readonly results: Map<number, string>;
  evidence: string | undefined;
  open: boolean;
}

function entryOf({ header, evidence }: Kept): EvaluationEntry {
  if (evidence === undefined) return { ...header, finished: false };
  return { ...header, finished: true, totals: (JSON.parse(evidence) as Evidence[]).map(({ totals }) => totals) };
}

/** Evaluations in this process's memory. */
export function memoryEvaluationStore(): EvaluationStore {
  const kept = new Map<string, Kept>();
  const evidence = new Map<string, string>();

  function* resultsOf({ results }: Kept): Generator<CaseResult> {
    for (const index of [...results.keys()].sort((a, b) => a - b)) yield JSON.parse(results.get(index) ?? "") as CaseResult;
  }

  function open(entry: Kept): OpenEvaluation {
    if (entry.open) throw new PromptopsError("locked", `Evaluation ${entry.header.id} is being run by another process.`);
    entry.open = true;
    entry.evidence = undefined;
    const done = new Set([...resultsOf(entry)].filter(({ status }) => status !== "error").map(({ index }) => index));
    return {
      header: entry.header,
      done,
      async append(result) {
        entry.results.set(result.index, JSON.stringify(result));
      },
      async *results() {
        yield* resultsOf(entry);
      },
      async finish(evidences) {
        entry.evidence = JSON.stringify(evidences);
      },
      async close() {
        entry.open = false;
      },
    };
  }

  return {
    async start(header) {
      let id = header.id;
      for (let number = 2; kept.has(id); number += 1) id = `${header.id}-${number}`;
      const entry = { header: { ...header, id }, results: new Map(), evidence: undefined, open: false };
      kept.set(id, entry);
      return open(entry);
    },
    async resume(id) {
      const entry = kept.get(id);
      return entry && open(entry);
    },
    async ids() {
      return [...kept.keys()].sort().reverse();
    },
    async entry(id) {
      const entry = kept.get(id);
      return entry && entryOf(entry);
    },
    async list(limit) {
      const newestFirst = [...kept.values()].sort((a, b) => (a.header.id < b.header.id ? 1 : -1));
      return newestFirst.slice(0, limit).map(entryOf);
    },
    async header(id) {
      return kept.get(id)?.header;
    },
    async read(id) {
      const entry = kept.get(id);
      return entry && { header: entry.header, evidence: entry.evidence === undefined ? undefined : (JSON.parse(entry.evidence) as Evidence[]) };
    },
    async *results(id) {
      const entry = kept.get(id);
      if (entry === undefined) throw Object.assign(new Error(`no evaluation ${id}`), { code: "ENOENT" });
      yield* resultsOf(entry);
    },
    location: (id) => `memory:${id}`,
    async findEvidence(key, counts = () => true) {
      const found = evidence.get(key);
      const read = found === undefined ? undefined : (JSON.parse(found) as Evidence);
      return read && counts(read) ? read : undefined;
    },
    async *evidenceAbout(about) {
      for (const [key, text] of evidence) {
        const found = JSON.parse(text) as Evidence;
        if (found.prompt === about.prompt && found.prompt_digest === about.prompt_digest && found.model_digest === about.model_digest)
          yield { key, evidence: found };
      }
    },
    catchUp: () => Promise.resolve(false),
    async *keptEvidence() {
      for (const [key, text] of [...evidence].sort(([a], [b]) => (a < b ? -1 : 1))) yield { key, evidence: JSON.parse(text) as Evidence };
    },
    async saveEvidence(key, value) {
      evidence.set(key, JSON.stringify(value));
    },
  };
}
