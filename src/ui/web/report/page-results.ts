import type { PageEmbedded, PageEvaluation, PageResult } from "../../../reporters/eval/html/page-data.ts";

export interface Page {
  readonly evaluation: PageEvaluation;
  readonly results: readonly PageResult[];
  readonly embedded: PageEmbedded;
}

/** What the reporter wrote into the page; the blocks are taken out, so that it is in memory once. */
export function readPage(): Page {
  const [evaluation] = blocks<PageEvaluation>("evaluation");
  const [embedded] = blocks<PageEmbedded>("embedded");
  if (evaluation === undefined || embedded === undefined) throw new Error("the page is cut off");
  return { evaluation, results: blocks<readonly PageResult[]>("results").flat(), embedded };
}

function blocks<T>(name: string): T[] {
  return [...document.querySelectorAll(`script[data-holds="${name}"]`)].map((block) => {
    const value = JSON.parse(block.textContent) as T;
    block.remove();
    return value;
  });
}
