import { contractLost } from "./contract-lost.ts";
import { controlCharacters } from "./control-characters.ts";
import { emptyMessage } from "./empty-message.ts";
import { evalLeak } from "./eval-leak.ts";
import { forbiddenVariable } from "./forbidden-variable.ts";
import { requiredVariableLost } from "./required-variable-lost.ts";
import { secret } from "./secret.ts";
import { thoughtLeak } from "./thought-leak.ts";
import { tokenCeiling } from "./token-ceiling.ts";
import { unusedVariable } from "./unused-variable.ts";
import type { Validator } from "./validator.ts";

/** Every static validator, gravest first. A new one is a new file and a word here; docs follow. */
export const validators: readonly Validator[] = [
  secret,
  controlCharacters,
  thoughtLeak,
  evalLeak,
  requiredVariableLost,
  forbiddenVariable,
  unusedVariable,
  contractLost,
  tokenCeiling,
  emptyMessage,
];
