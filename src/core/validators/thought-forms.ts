import { withSpans, type Span } from "../template/spans-of-tags.ts";

/** As long as a pasted block of thoughts may be. */
const longest = 4000;

/** Words that stand for thoughts still to come: `your reasoning`, `[steps]`, `…`. */
const placeholders: readonly RegExp[] = [
  /^(?:\.{3}|…)/,
  /^[[({][^\n]*[\])}]$/,
  /^your\b[^\n]{0,100}$/i,
  /^(?:(?:my|the|any|all|put|write|insert|explain|describe|think|reason|detailed|brief|short|internal|private|hidden|chain|step)\b[^.!?\n]{0,60})?\b(?:reasoning|thoughts?|thinking|analysis|steps?|explanation|plan|work|step[- ]by[- ]step)\b[^.!?\n]{0,40}(?:\.{3}|…)?$/i,
];
/** The line before says that a form follows. */
const lead =
  /\b(?:format|form|structure|template|layout|schema|pattern|like this|as follows|following|this way|exactly)\b[^\n]*:[ \t]*(?:\n[ \t]*)*(?:```\w*[ \t]*\n[ \t]*)?$/i;
/** How a model talks to itself. */
const voice = /^\s*(?:okay|ok|alright|hmm|wait|first,|so,|let me|let's|the user|the prompt|i need|i should|i will|i'll|i think|we need|we should)\b/i;
const request = /\b(?:in|inside|within|between|using|use|with|wrap\w*|enclose\w*|put|place|surround\w*|open|begin|start)\b[^\n]{0,60}<(?:think|thought)>/i;
const refusal = /\b(?:no|not|never|without|don['’]t|remove|strip|omit|avoid)\b[^\n]{0,60}<(?:think|thought)>/i;

/** Does the prompt want the model to think inside tags? */
export function asksForThoughts(text: string): boolean {
  return (request.test(text) && !refusal.test(text)) || blocksOf(text).some((found) => isForm(text, found));
}

/**
 * The text with forms for thoughts blanked out, each character by a space: what stands in them is asked for, not left behind.
 * @param exemplary Whole blocks, and one that is begun for the model, are examples.
 */
export function withoutForms(text: string, exemplary: boolean): string {
  const forms = blocksOf(text).filter((found) => exemplary || isForm(text, found));
  const plain = withSpans(text, forms, blank);
  return exemplary ? plain.replace(/<(?:think|thought)>\s*$/, blank) : plain;
}

interface Block extends Span {
  readonly inside: string;
}

/** Blocks of thoughts, from tag to tag. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const closings = new Map<string, number>();
  for (const { 0: tag, 1: name = "", index: start } of text.matchAll(/<(think|thought)>/g)) {
    if (start < (blocks.at(-1)?.end ?? 0)) continue;
    const from = start + tag.length;
    const known = closings.get(name) ?? 0;
    const close = known < 0 || known >= from ? known : text.indexOf(`</${name}>`, from);
    closings.set(name, close);
    if (close >= 0 && close - from <= longest) blocks.push({ start, end: close + tag.length + 1, inside: text.slice(from, close) });
  }
  return blocks;
}

function isForm(text: string, { inside, start }: Block): boolean {
  const bare = inside.trim();
  if (voice.test(bare)) return false;
  return placeholders.some((pattern) => pattern.test(bare)) || lead.test(text.slice(Math.max(0, start - 200), start));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
