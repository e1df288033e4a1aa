import type { Finding } from "./finding.ts";
import { pathText } from "../model/document-path.ts";
import type { Subject, Validator } from "./validator.ts";

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

/** Word for word; how the lines are broken does not matter. */
function lostTexts({ texts, manifest }: Subject): Found[] {
  const promised = manifest?.constraints?.contracts?.texts ?? [];
  const present = texts.filter(({ kind }) => kind === "template").map(({ text }) => oneLine(text));
  return promised.flatMap((sentence, at) => {
    if (present.some((text) => text.includes(oneLine(sentence)))) return [];
    const constraint = pathText(["constraints", "contracts", "texts", at]);
    return [
      {
        path: "messages",
        manifest_path: constraint,
        message: `A sentence that must stay is gone: ${JSON.stringify(sentence.length > 80 ? `${sentence.slice(0, 80)}…` : sentence)}.`,
        hint: `Put it back word for word, or change ${constraint} in the manifest.`,
      },
    ];
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
