import type { Deliverable } from "../destinations/kind.ts";
import type { RunRecord } from "../ledger/run-record.ts";

/** What a run has to say, from its record alone; undefined when it has no answer. @param title The job's name when absent. */
export function deliverableOf(run: RunRecord, title = run.job ?? run.prompt): Deliverable | undefined {
  const { output } = run;
  if (output === undefined) return undefined;
  return {
    title,
    content: output.text,
    structured: output.json,
    usedWebSearch: (run.usage?.web_searches ?? 0) > 0 || output.citations.length > 0,
    citations: output.citations,
    images: [],
    meta: {
      job: run.job,
      run: run.run,
      slot: run.slot,
      prompt: run.prompt,
      version: run.version?.version,
      traceparent: run.traceparent,
    },
  };
}
