import { foundInCases } from "../validators/registry.ts";
import type { GateInput } from "./gate-input.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { counted, firstFew } from "./words.ts";

/** Any finding refuses: what is wrong in the text itself, no score can make right. Only a person can say that one is no fault. */
export function validatorsSteps({ prompt, findings, accepted = [], unusedAcceptances: unused = [] }: GateInput): GateStep[] {
  const steps: GateStep[] = [];
  if (findings.length > 0) {
    const step = gateStep(prompt, "findings", `${counted(findings.length, "finding")} (${codesOf(findings)}): ${findings[0]?.message ?? ""}`, {
      findings: findings.map((finding) => ({ ...finding })),
    });
    steps.push(findings.some(({ code }) => foundInCases.includes(code)) ? { ...step, hint: askGateAgain(prompt) } : step);
  }
  for (const alike of Map.groupBy(accepted, ({ code, because }) => `${code}: ${because}`).values()) {
    const [{ code, message, because } = { code: "", message: "", because: "" }] = alike;
    const others = alike.length === 1 ? "" : ` And ${alike.length - 1} more.`;
    steps.push(
      gateStep(prompt, "findings-accepted", `The manifest accepts ${counted(alike.length, "finding")} (\`${code}\`): ${message}${others} Because: ${because}`, {
        accepted: alike.map((finding) => ({ ...finding })),
      }),
    );
  }
  if (steps.length === 0) steps.push(gateStep(prompt, "no-findings", "No validator objects."));
  if (unused.length > 0)
    steps.push(
      gateStep(
        prompt,
        "acceptance-unused",
        `Warning: the manifest accepts what is not found any more (${codesOf(unused)}). Take it out: what is found later would be let through.`,
        { unused: unused.map((each) => ({ ...each })) },
      ),
    );
  return steps;
}

/** What takes the cases, `validate` does not see. */
function askGateAgain(prompt: string): string {
  return `Mend what is listed, then run \`promptops gate ${prompt}\`: \`validate\` does not compare prompts with cases. What is no fault, say so under \`accept\` in the prompt's manifest.`;
}

function codesOf(findings: readonly { readonly code: string }[]): string {
  return firstFew([...new Set(findings.map(({ code }) => code))], 5);
}
