import type { Deliverable } from "../destinations/kind.ts";
import type { RunRecord } from "../ledger/run-record.ts";

/** What a good run has to say, for destinations. @param title As the job has it; its name, else the prompt's id, when absent. */
export function deliverableOf({ run, job, slot, prompt, version, output, usage, traceparent }: RunRecord, title: string | undefined): Deliverable | undefined {
  if (output === undefined) return undefined;
  const { text, json, citations, tool_calls: calls } = output;
  return {
    title: title ?? job ?? prompt,
    content: text === "" && calls.length > 0 ? JSON.stringify(calls) : text,
    structured: json,
    usedWebSearch: (usage?.web_searches ?? 0) > 0 || citations.length > 0,
    citations,
    images: [],
    meta: { job, run, slot, prompt, version: version?.version, traceparent },
  };
}
