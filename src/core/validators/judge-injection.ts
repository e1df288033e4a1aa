import { aboutText } from "./about-text.ts";
import { lineAt, type PromptText } from "./prompt-texts.ts";
import { sentencesOf } from "./sentences.ts";
import { swayedVerdict } from "./swayed-verdict.ts";
import type { Validator } from "./validator.ts";

/** Words that are meant for whoever judges the answers. A prompt that itself is a judge speaks of scores as well, with reasons for them. */
export const judgeInjection: Validator = {
  code: "judge-injection",
  summary: "The prompt speaks to whoever judges its answers, instead of to the model that writes them.",
  check: ({ texts }) => texts.filter(({ kind }) => kind === "template").flatMap(injectionIn),
};

function injectionIn({ text, path }: PromptText) {
  const sentences = sentencesOf(text);
  for (const [at, { text: sentence, start }] of sentences.entries()) {
    const words = swayedVerdict(sentence, sentences[at - 1]?.text);
    if (words === undefined) continue;
    const line = lineAt(text, start);
    return [
      {
        path,
        line,
        text: aboutText(sentence),
        message: `${path} tries to sway a judge in line ${line}: ${JSON.stringify(words.trim().slice(0, 80))}.`,
        hint: "Take it out: an answer is to be good, not to be called good.",
      },
    ];
  }
  return [];
}
