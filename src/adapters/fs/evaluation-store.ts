import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { Check } from "typebox/value";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { isEvaluationId } from "../../core/eval/evaluation-id.ts";
import { Evidence } from "../../core/eval/evidence.ts";
import type { EvaluationEntry, EvaluationHeader, EvaluationStore } from "../../ports/evaluation-store.ts";
import { corrupt, exists, filesOf, nothing, readJson } from "./evaluation-files.ts";
import { evidenceJson } from "./evidence-json.ts";
import { openEvaluation } from "./open-evaluation.ts";
import { ResultLog } from "./result-log.ts";
import { writeAtomically } from "./write-atomically.ts";

/**
 * Evaluations as files below `folder`:
 *
 *     evaluations/<id>/header.json      what it set out to do
 *     evaluations/<id>/results.ndjson   results as they came; gone when finished
 *     evaluations/<id>/results.jsonl    results in test order, when finished
 *     evaluations/<id>/evidence.json    one per prompt; its presence means finished
 *     evidence/<key>.json               what other evaluations may rely on
 */
export function fileEvaluationStore(folder: string): EvaluationStore {
  const evaluations = join(folder, "evaluations");
  const evidenceFile = (key: string) => join(folder, "evidence", `${key}.json`);

  return {
    async start(header) {
      const own = await claimFolder(evaluations, header);
      const files = filesOf(evaluations, own.id);
      await writeAtomically(files.header, [JSON.stringify(own, null, 2), "\n"]);
      return openEvaluation(own, files);
    },

    async resume(id) {
      const files = filesOf(evaluations, id);
      const header = await readJson<EvaluationHeader>(files.header);
      return header && openEvaluation(header, files);
    },

    async list(limit) {
      const ids = (await readdir(evaluations).catch(nothing))?.filter(isEvaluationId).sort().reverse() ?? [];
      const entries: EvaluationEntry[] = [];
      for (const id of ids) {
        if (entries.length === limit) break;
        const files = filesOf(evaluations, id);
        const header = await readJson<EvaluationHeader>(files.header);
        if (header !== undefined) entries.push({ ...header, finished: await exists(files.evidence) });
      }
      return entries;
    },

    async header(id) {
      return readJson<EvaluationHeader>(filesOf(evaluations, id).header);
    },

    async read(id) {
      const files = filesOf(evaluations, id);
      const header = await readJson<EvaluationHeader>(files.header);
      const evidence = await readJson<unknown>(files.evidence);
      if (evidence !== undefined && !Check(Type.Array(Evidence), evidence)) throw corrupt(files.evidence);
      return header && { header, evidence };
    },

    async *results(id) {
      const files = filesOf(evaluations, id);
      const { tasks } = JSON.parse(await readFile(files.header, "utf8")) as EvaluationHeader;
      const log = ResultLog.open((await exists(files.log)) ? files.log : files.finished, tasks, "read");
      try {
        yield* log.results();
      } finally {
        log.close();
      }
    },

    location: (id) => filesOf(evaluations, id).finished,

    /** Evidence that is damaged can be made anew, so it counts as absent. */
    async findEvidence(key) {
      const found = await readJson<unknown>(evidenceFile(key)).catch(undefinedWhenCorrupt);
      return Check(Evidence, found) ? found : undefined;
    },

    async saveEvidence(key, evidence) {
      await mkdir(join(folder, "evidence"), { recursive: true });
      await writeAtomically(evidenceFile(key), evidenceJson(evidence));
    },
  };
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
