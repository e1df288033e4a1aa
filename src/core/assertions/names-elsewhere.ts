/** A kind of another tool in our words. */
interface Ours {
  readonly type: string;
  /** Keys that belong beside `type` then, as YAML. */
  readonly keys?: readonly string[];
}

const ignoringCase = ["ignore_case: true"];

/** promptfoo's names for what is called otherwise here; the same table for people is in docs/guide/assertions.md. */
const elsewhere = new Map<string, Ours>([
  ["contains-html", { type: "is-html" }],
  ["contains-sql", { type: "is-sql", keys: ["fenced: true"] }],
  ["contains-xml", { type: "is-xml", keys: ["fenced: true"] }],
  ["context-relevance", { type: "rubric" }],
  ["conversation-relevance", { type: "rubric" }],
  ["guardrails", { type: "finish-reason" }],
  ["icontains", { type: "contains", keys: ignoringCase }],
  ["icontains-all", { type: "contains-all", keys: ignoringCase }],
  ["icontains-any", { type: "contains-any", keys: ignoringCase }],
  ["is-refusal", { type: "refusal", keys: ["phrases: true"] }],
  ["is-valid-function-call", { type: "is-valid-tool-call" }],
  ["is-valid-openai-function-call", { type: "is-valid-tool-call" }],
  ["is-valid-openai-tools-call", { type: "is-valid-tool-call" }],
  ["llm-rubric", { type: "rubric" }],
  ["model-graded-closedqa", { type: "closed-qa" }],
  ["model-graded-factuality", { type: "factuality" }],
  ["python", { type: "exec" }],
  ["ruby", { type: "exec" }],
  ["search-rubric", { type: "rubric" }],
  ["trajectory:tool-args-match", { type: "tool-args" }],
  ["trajectory:tool-sequence", { type: "tool-sequence" }],
  ["trajectory:tool-used", { type: "tool-called" }],
]);

/** What nothing here does. */
const nowhere = new Set(["classifier", "gleu", "meteor", "moderation", "perplexity", "perplexity-score", "pi"]);

/**
 * How an assertion of another tool is written here: "Write `type: contains` with `not: true`."
 * @param known Our own kinds.
 * @returns Undefined for a name that no other tool has, as far as we know.
 */
export function writtenHere(name: string, known: readonly string[]): string | undefined {
  const turned = name.startsWith("not-");
  const plain = turned ? name.slice("not-".length) : name;
  if (nowhere.has(plain)) return "promptops has none like it: a scorer of your own, `javascript` or `exec`, can do the same.";
  const ours = elsewhere.get(plain) ?? (turned && known.includes(plain) ? { type: plain } : undefined);
  if (ours === undefined || !known.includes(ours.type)) return undefined;
  const keys = [...(ours.keys ?? []), ...(turned ? ["not: true"] : [])].map((key) => `\`${key}\``);
  return `Write \`type: ${ours.type}\`${keys.length === 0 ? "" : ` with ${keys.join(" and ")}`}.`;
}
