import { contractLost } from "./contract-lost.ts";
import { controlCharacters } from "./control-characters.ts";
import { degenerateText } from "./degenerate-text.ts";
import { duplicateText } from "./duplicate-text.ts";
import { emptyMessage } from "./empty-message.ts";
import { evalLeak } from "./eval-leak.ts";
import { forbiddenVariable } from "./forbidden-variable.ts";
import { judgeInjection } from "./judge-injection.ts";
import { requiredVariableLost } from "./required-variable-lost.ts";
import { secret } from "./secret.ts";
import { singleExample } from "./single-example.ts";
import { thoughtLeak } from "./thought-leak.ts";
import { tokenCeiling } from "./token-ceiling.ts";
import { toolOutOfScope } from "./tool-out-of-scope.ts";
import { unusedVariable } from "./unused-variable.ts";
import type { Validator } from "./validator.ts";

/** Every static validator, gravest first. A new one is a new file and a word here; docs follow. */
export const validators: readonly Validator[] = [
  secret,
  controlCharacters,
  thoughtLeak,
  judgeInjection,
  evalLeak,
  singleExample,
  requiredVariableLost,
  forbiddenVariable,
  unusedVariable,
  contractLost,
  toolOutOfScope,
  tokenCeiling,
  emptyMessage,
  duplicateText,
  degenerateText,
];

/** Codes of what can only be found with the cases at hand. */
export const foundInCases: readonly string[] = validators.filter(({ needsCases }) => needsCases === true).map(({ code }) => code);
