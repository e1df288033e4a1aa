import { aboutText } from "./about-text.ts";
import type { PromptText } from "./prompt-texts.ts";
import { lineAt } from "./prompt-texts.ts";
import { asksForThoughts, withoutForms } from "./thought-forms.ts";
import type { Validator } from "./validator.ts";

/**
 * Marks that only a model's own output has. A tag counts when it begins or ends a line, as in a pasted answer; in the middle of a
 * sentence it is spoken of ("write no <think> tags"), and a form to be filled in asks for it.
 */
const marks: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a model's reasoning tag", pattern: /^[ \t]*<(?:think|thought)>|<\/(?:think|thought)>[ \t]*$/m },
  { what: "a model's control token", pattern: /<\|(?:begin_of_thought|end_of_thought|im_start|im_end|channel|start_header_id|eot_id|endoftext)\|>|◁\/?think▷/ },
  {
    what: "a model's reasoning",
    pattern:
      /^[ \t]*<(thinking|reasoning|scratchpad|reflection|analysis)>\s*(?:okay|ok|alright|hmm|wait|first,|so,|let me|let's|the user|i need to|i should|we need to)\b/im,
  },
  {
    what: "an assistant's preamble about the prompt itself",
    pattern:
      /^[ \t]*(?:(?:sure|certainly|of course)[!,.]?\s+)?here(?: is|'s|’s) (?:the|your|an|a|my) (?:improved|revised|updated|rewritten|optimi[sz]ed|refined|polished|enhanced|better|new|final)(?: [a-z-]+){0,4} prompt\b[^\n]{0,40}:/im,
  },
  {
    what: "a heading of written-out reasoning",
    pattern: /^[ \t#*]*(?:(?:my )?chain[- ]of[- ]thought|(?:my )?thought process|internal (?:reasoning|monologue))[ \t*]*:[ \t*]*\S/im,
  },
];

export const thoughtLeak: Validator = {
  code: "thought-leak",
  summary: "A model's thoughts, control tokens or talk about the prompt were left in the prompt.",
  check({ texts }) {
    const templates = texts.filter(({ kind }) => kind === "template");
    const asked = templates.some(({ text }) => asksForThoughts(text));
    return templates.flatMap((template) => leaksIn(template, asked));
  },
};

/** @param asked The prompt asks for thoughts in tags. */
function leaksIn({ path, role, text: whole }: PromptText, asked: boolean) {
  const text = withoutForms(whole, asked && role === "assistant");
  return marks.flatMap(({ what, pattern }) => {
    const match = pattern.exec(text);
    if (match === null) return [];
    const line = lineAt(text, match.index + match[0].search(/\S/));
    const shown = match[0].trim().split("\n")[0]?.slice(0, 60) ?? "";
    return [
      {
        path,
        line,
        text: aboutText(match[0]),
        message: `${path} holds ${what} in line ${line}: ${JSON.stringify(shown)}.`,
        hint: "Take it out: the prompt is the instruction, not the thinking that led to it.",
      },
    ];
  });
}
