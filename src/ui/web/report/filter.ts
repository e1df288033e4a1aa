import type { PageResult } from "../../../reporters/eval/html/page-data.ts";

/** What the reader wants to see; empty means all of it. */
export interface Filter {
  readonly text: string;
  readonly statuses: readonly string[];
  readonly prompt: string;
  readonly suite: string;
  readonly tag: string;
  readonly metric: string;
}

export const everything: Filter = { text: "", statuses: [], prompt: "", suite: "", tag: "", metric: "" };

/** The filters that are one choice each. */
export const choices = ["prompt", "suite", "tag", "metric"] as const;
export type ChoiceName = (typeof choices)[number];

/** What a result has to offer to a choice. */
export function offered({ prompt, suite, tags = [], checks }: PageResult, choice: ChoiceName): readonly string[] {
  switch (choice) {
    case "prompt":
      return [prompt];
    case "suite":
      return [suite];
    case "tag":
      return tags;
    case "metric":
      return checks.flatMap(({ metric }) => metric ?? []);
  }
}

/** Does it pass every filter? All words of the text must be somewhere in it, in any case and any order. */
export function matches(result: PageResult, filter: Filter): boolean {
  if (filter.statuses.length > 0 && !filter.statuses.includes(result.status)) return false;
  if (!choices.every((choice) => filter[choice] === "" || offered(result, choice).includes(filter[choice]))) return false;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = textOf(result);
  return words.every((word) => text.includes(word));
}

const texts = new WeakMap<PageResult, string>();

/** Everything that can be searched for, made when the first search comes. */
function textOf(result: PageResult): string {
  const found = texts.get(result);
  if (found !== undefined) return found;
  const { prompt, suite, case: id, tags = [], group, inputs = {}, expected, output, refusal, error, checks, tool_calls: calls = [], citations = [] } = result;
  const text = [
    `${prompt} ${suite}/${id}`,
    ...tags,
    group,
    ...Object.values(inputs),
    expected,
    output,
    refusal,
    error && `${error.kind} ${error.message}`,
    ...checks.map(({ type, description, metric, reason }) => `${type} ${description ?? ""} ${metric ?? ""} ${reason}`),
    ...calls.map((call) => JSON.stringify(call)),
    ...citations.map(({ url, title }) => `${url} ${title ?? ""}`),
  ]
    .filter((part) => part !== undefined)
    .join("\n")
    .toLowerCase();
  texts.set(result, text);
  return text;
}
