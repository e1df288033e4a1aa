import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { Check } from "typebox/value";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { isEvaluationId } from "../../core/eval/evaluation-id.ts";
import type { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import { Evidence } from "../../core/eval/evidence.ts";
import type { EvaluationEntry, EvaluationStore } from "../../ports/evaluation-store.ts";
import { corrupt, exists, filesOf, loggedResults, readHeader, readJson } from "./evaluation-files.ts";
import { nothing } from "./nothing.ts";
import { evidenceJson } from "./evidence-json.ts";
import { evidenceTotals, firstHead } from "./evidence-totals.ts";
import { openEvaluation } from "./open-evaluation.ts";
import { linkAtomically, startsWith } from "./link-atomically.ts";
import { writeAtomically } from "./write-atomically.ts";

/**
 * Evaluations as files below `folder`:
 *
 *     evaluations/<id>/header.json      what it set out to do
 *     evaluations/<id>/results.ndjson   results as they came; gone when finished
 *     evaluations/<id>/results.jsonl    results in test order, when finished
 *     evaluations/<id>/evidence.json    one per prompt; its presence means finished
 *     evidence/<key>.json               what other evaluations may rely on: of one prompt, alone or in a list
 */
export function fileEvaluationStore(folder: string): EvaluationStore {
  const evaluations = join(folder, "evaluations");
  const evidenceFile = (key: string) => join(folder, "evidence", `${key}.json`);

  const ids = async () => (await readdir(evaluations).catch(nothing))?.filter(isEvaluationId).sort().reverse() ?? [];
  const entry = async (id: string): Promise<EvaluationEntry | undefined> => {
    const files = filesOf(evaluations, id);
    const header = await readHeader(files);
    if (header === undefined) return undefined;
    if (!(await exists(files.evidence))) return { ...header, finished: false };
    const totals = evidenceTotals(files.evidence);
    if (totals.length < header.plan.prompts.length) throw corrupt(files.evidence);
    return { ...header, finished: true, totals };
  };

  const keys = async () =>
    ((await readdir(join(folder, "evidence")).catch(nothing)) ?? []).flatMap((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1] ?? []).sort();

  /** Evidence that is damaged can be made anew, so it counts as absent. */
  const findEvidence: EvaluationStore["findEvidence"] = async (key, counts = () => true, mayCount = () => true) => {
    const head = firstHead(evidenceFile(key));
    if (head !== undefined && !mayCount(head)) return undefined;
    const found = await readJson<unknown>(evidenceFile(key)).catch(undefinedWhenCorrupt);
    const evidence: unknown = Array.isArray(found) && found.length === 1 ? found[0] : found;
    return Check(Evidence, evidence) && counts(evidence) ? evidence : undefined;
  };

  /** Of an evaluation of one prompt the evidence is there already: both names are given to one file, where the file system can. */
  const isShared = async (key: string, evidence: Evidence): Promise<boolean> => {
    if (!isEvaluationId(evidence.evaluation)) return false;
    const files = filesOf(evaluations, evidence.evaluation);
    const header = await readHeader(files).catch(undefinedWhenCorrupt);
    if (header?.plan.prompts.length !== 1) return false;
    const [head = ""] = evidenceJson(evidence);
    return (await startsWith(files.evidence, `[\n${head}`)) && linkAtomically(files.evidence, evidenceFile(key));
  };

  return {
    async start(header) {
      const own = await claimFolder(evaluations, header);
      const files = filesOf(evaluations, own.id);
      await writeAtomically(files.header, [JSON.stringify(own, null, 2), "\n"]);
      return openEvaluation(own, files);
    },

    async resume(id) {
      const files = filesOf(evaluations, id);
      const header = await readHeader(files);
      return header && openEvaluation(header, files);
    },

    ids,
    entry,

    async list(limit) {
      const entries: EvaluationEntry[] = [];
      for (const id of await ids()) {
        if (entries.length === limit) break;
        const found = await entry(id).catch(undefinedWhenCorrupt);
        if (found !== undefined) entries.push(found);
      }
      return entries;
    },

    async header(id) {
      return readJson<EvaluationHeader>(filesOf(evaluations, id).header);
    },

    async read(id) {
      const files = filesOf(evaluations, id);
      const header = await readHeader(files);
      const evidence = await readJson<unknown>(files.evidence);
      if (evidence !== undefined && !Check(Type.Array(Evidence), evidence)) throw corrupt(files.evidence);
      return header && { header, evidence };
    },

    async *results(id) {
      const files = filesOf(evaluations, id);
      const { tasks } = (await readHeader(files)) ?? missing(files.header);
      yield* loggedResults(files, tasks);
    },

    location: (id) => filesOf(evaluations, id).finished,

    findEvidence,

    async *evidenceAbout({ prompt, prompt_digest, model_digest }) {
      for (const key of await keys()) {
        // Most is about something else, which is told before it is parsed.
        if (!(await readFile(evidenceFile(key), "utf8").catch(nothing))?.includes(prompt_digest)) continue;
        const evidence = await findEvidence(key);
        if (evidence?.prompt === prompt && evidence.prompt_digest === prompt_digest && evidence.model_digest === model_digest) yield { key, evidence };
      }
    },

    catchUp: () => Promise.resolve(false),

    async *keptEvidence() {
      for (const key of await keys()) {
        const evidence = await findEvidence(key);
        if (evidence !== undefined) yield { key, evidence };
      }
    },

    async saveEvidence(key, evidence) {
      await mkdir(join(folder, "evidence"), { recursive: true });
      if (await isShared(key, evidence)) return;
      await writeAtomically(evidenceFile(key), evidenceJson(evidence));
    },
  };
}

function missing(file: string): never {
  throw Object.assign(new Error(`There is no file ${file}.`), { code: "ENOENT" });
}

function undefinedWhenCorrupt(error: unknown): undefined {
  if (!(error instanceof PromptopsError) || error.code !== "corrupt-evaluation") throw error;
}

/** The header under the first id that is free. */
async function claimFolder(evaluations: string, header: EvaluationHeader): Promise<EvaluationHeader> {
  await mkdir(evaluations, { recursive: true });
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? header.id : `${header.id}-${number}`;
    try {
      await mkdir(join(evaluations, id));
      return { ...header, id };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
