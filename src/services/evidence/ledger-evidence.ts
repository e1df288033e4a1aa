import type { Evidence } from "../../core/eval/evidence.ts";
import { evaluationRecord, evidenceIn } from "../../core/ledger/evaluation-record.ts";
import { readRecord } from "../../core/ledger/read-record.ts";
import { evaluationFolder, evaluationPath } from "../../core/ledger/record-names.ts";
import type { AboutPrompt, KeptEvidence } from "../../ports/evaluation-store.ts";
import type { LedgerRecord, LedgerView } from "../../ports/ledger-store.ts";

/** The newest evidence of a key that a ledger holds and that counts; undefined when there is none, or what there is is damaged. */
export async function evidenceInLedger(view: LedgerView, key: string, counts: (evidence: Evidence) => boolean = () => true): Promise<Evidence | undefined> {
  const folder = evaluationFolder(key);
  for (const name of (await view.list(folder)).toReversed()) {
    const evidence = read({ path: `${folder}/${name}`, text: (await view.read(`${folder}/${name}`)) ?? "" })?.evidence;
    if (evidence !== undefined && counts(evidence)) return evidence;
  }
  return undefined;
}

/** Everything that evaluations proved, as a ledger has it; of one key in the order of time. What is damaged is passed over. */
export async function* allInLedger(view: LedgerView): AsyncGenerator<KeptEvidence> {
  for await (const record of view.records("evaluations")) {
    const kept = read(record);
    if (kept !== undefined) yield kept;
  }
}

/**
 * Finds what a ledger has about a prompt and a model as they are here. Records are named by other digests, so all of them are looked at,
 * once for all that are asked about; what is written later is not found.
 */
export function evidenceByPrompt(): (view: LedgerView, about: AboutPrompt) => Promise<KeptEvidence[]> {
  let known: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return async (view, { prompt, prompt_digest, model_digest }) => {
    const found: KeptEvidence[] = [];
    for (const path of (await (known ??= pathsByPrompt(view))).get(prompt_digest) ?? []) {
      const text = await view.read(path);
      const kept = text === undefined ? undefined : read({ path, text });
      if (kept?.evidence.prompt === prompt && kept.evidence.prompt_digest === prompt_digest && kept.evidence.model_digest === model_digest) found.push(kept);
    }
    return found;
  };
}

/** By the prompt's digest, which is told without parsing a record that may be large. */
async function pathsByPrompt(view: LedgerView): Promise<ReadonlyMap<string, readonly string[]>> {
  const paths = new Map<string, string[]>();
  for await (const { path, text } of view.records("evaluations")) {
    const digest = /"prompt_digest":"([0-9a-f]{64})"/.exec(text)?.[1];
    if (digest === undefined) continue;
    const others = paths.get(digest) ?? [];
    paths.set(digest, others);
    others.push(path);
  }
  return paths;
}

/** What a ledger has of one evaluation: every record is looked at, once for all that are asked about. */
export function evidenceOfEvaluations(view: () => Promise<LedgerView>): (evaluation: string) => Promise<readonly Evidence[]> {
  let known: Promise<readonly Evidence[]> | undefined;
  const all = async () => (await Array.fromAsync(allInLedger(await view()))).map(({ evidence }) => evidence);
  return async (evaluation) => (await (known ??= all())).filter((evidence) => evidence.evaluation === evaluation);
}

export function ledgerRecord({ key, evidence }: KeptEvidence): LedgerRecord {
  return { path: evaluationPath(key, Date.parse(evidence.finished_at)), text: `${JSON.stringify(evaluationRecord(key, evidence))}\n` };
}

function read({ path, text }: LedgerRecord): KeptEvidence | undefined {
  const record = readRecord(path, text);
  if (record?.kind !== "evaluation" || !path.startsWith(`${evaluationFolder(record.key)}/`)) return undefined;
  const evidence = evidenceIn(record);
  return evidence === undefined ? undefined : { key: record.key, evidence };
}
