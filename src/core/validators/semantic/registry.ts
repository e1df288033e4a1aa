import { contractContradicted } from "./contract-contradicted.ts";
import { contradiction } from "./contradiction.ts";
import { judgePersuasion } from "./judge-persuasion.ts";
import { scopeMismatch } from "./scope-mismatch.ts";
import type { SemanticValidator } from "./semantic-validator.ts";
import { taskDrift } from "./task-drift.ts";

/** Every check that needs a model. A new one is a new file and a word here; docs follow. */
export const semanticValidators: readonly SemanticValidator[] = [contradiction, contractContradicted, scopeMismatch, taskDrift, judgePersuasion];
