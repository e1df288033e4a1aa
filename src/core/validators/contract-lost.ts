import type { Finding } from "./finding.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { pathText } from "../model/document-path.ts";
import { spansOfComments, withSpans } from "../template/spans-of-tags.ts";
import { renderPrompt } from "../template/render.ts";
import type { Subject, ValidatedCase, Validator } from "./validator.ts";

export const contractLost: Validator = {
  code: "contract-lost",
  summary: "The output's format, a key its readers rely on, or a sentence that must stay was lost.",
  check: (subject) => [...lostFormat(subject), ...lostKeys(subject), ...lostTexts(subject)],
};

type Found = Omit<Finding, "code">;

function lostFormat({ resolved: { prompt }, manifest }: Subject): Found[] {
  const promised = manifest?.constraints?.contracts?.output_format;
  const format = prompt.output?.format ?? "text";
  if (promised === undefined || promised === format) return [];
  return [
    {
      path: "output.format",
      manifest_path: "constraints.contracts.output_format",
      message: `The manifest promises \`${promised}\` output, and the prompt's is \`${format}\`.`,
      hint: `Set \`output.format: ${promised}\`, or change the manifest's contract.`,
    },
  ];
}

function lostKeys({ resolved: { prompt }, manifest }: Subject): Found[] {
  const promised = manifest?.constraints?.contracts?.output_keys ?? [];
  const required = prompt.output?.schema?.["required"];
  const kept = Array.isArray(required) ? required : [];
  return promised.flatMap((key, at) => {
    if (kept.includes(key)) return [];
    return [
      {
        path: "output.schema",
        manifest_path: pathText(["constraints", "contracts", "output_keys", at]),
        message: `The manifest promises the output key \`${key}\`, and the output schema does not require it.`,
        hint: `Add \`${key}\` to the schema's \`properties\` and \`required\`, or change the manifest's contract.`,
      },
    ];
  });
}

/** Word for word; how the lines are broken does not matter. In the templates, and in what they make of every case at hand. */
function lostTexts(subject: Subject): Found[] {
  const { texts, manifest } = subject;
  const promised = manifest?.constraints?.contracts?.texts ?? [];
  if (promised.length === 0) return [];
  const present = texts.filter(({ kind }) => kind === "template").map(({ text }) => oneLine(withoutComments(text)));
  const written = promised.map((sentence) => present.some((text) => text.includes(oneLine(sentence))));
  const without = written.every(Boolean) ? lostInCases(promised, subject) : new Map<string, string>();
  return promised.flatMap((sentence, at) => {
    const constraint = pathText(["constraints", "contracts", "texts", at]);
    const told = JSON.stringify(sentence.length > 80 ? `${sentence.slice(0, 80)}…` : sentence);
    const place = { path: "messages", manifest_path: constraint };
    const lostIn = without.get(sentence);
    if (written[at] !== true)
      return [
        { ...place, message: `A sentence that must stay is gone: ${told}.`, hint: `Put it back word for word, or change ${constraint} in the manifest.` },
      ];
    if (lostIn === undefined) return [];
    const message = `A sentence that must stay is not in what the model gets for the case ${lostIn}: ${told}.`;
    return [{ ...place, message, hint: `Take it out of its condition, or change ${constraint} in the manifest.` }];
  });
}

/** By sentence the first case whose messages do not have it. A case that cannot be rendered is told of elsewhere. */
function lostInCases(promised: readonly string[], { resolved, cases }: Subject): Map<string, string> {
  const lost = new Map<string, string>();
  for (const { suite, id, inputs, history } of cases) {
    const messages = rendered(resolved, inputs, history);
    if (messages === undefined) continue;
    for (const sentence of promised)
      if (!lost.has(sentence) && !messages.some((text) => text.includes(oneLine(sentence)))) lost.set(sentence, `${suite}/${id}`);
    if (lost.size === promised.length) break;
  }
  return lost;
}

function rendered(resolved: Subject["resolved"], variables: ValidatedCase["inputs"], history: ValidatedCase["history"]): string[] | undefined {
  try {
    const messages = renderPrompt(resolved, { variables, history });
    return messages.map(({ parts }) => oneLine(parts.map((part) => (part.kind === "text" ? part.text : "")).join(" ")));
  } catch (error) {
    if (error instanceof PromptopsError) return undefined;
    throw error;
  }
}

/** What Liquid leaves out of every rendering. */
function withoutComments(text: string): string {
  return withSpans(text, spansOfComments(text), () => "");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
