/** A block of thoughts, up to a length that a pasted one may have. */
const block = /<(think|thought)>([\s\S]{0,4000}?)<\/\1>/g;

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
  return (request.test(text) && !refusal.test(text)) || [...text.matchAll(block)].some((found) => isForm(text, found));
}

/**
 * The text with forms for thoughts blanked out, each character by a space: what stands in them is asked for, not left behind.
 * @param exemplary Whole blocks, and one that is begun for the model, are examples.
 */
export function withoutForms(text: string, exemplary: boolean): string {
  const parts: string[] = [];
  let done = 0;
  for (const found of text.matchAll(block)) {
    if (!exemplary && !isForm(text, found)) continue;
    parts.push(text.slice(done, found.index), blank(found[0]));
    done = found.index + found[0].length;
  }
  const plain = `${parts.join("")}${text.slice(done)}`;
  return exemplary ? plain.replace(/<(?:think|thought)>\s*$/, blank) : plain;
}

function isForm(text: string, { 2: inside = "", index }: RegExpExecArray): boolean {
  const bare = inside.trim();
  if (voice.test(bare)) return false;
  return placeholders.some((pattern) => pattern.test(bare)) || lead.test(text.slice(Math.max(0, index - 200), index));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
