import { CaseFailure } from "../../core/eval/case-failure.ts";
import type { ModelAnswer } from "./call-model.ts";

/** An answer that should have been recorded and could not be is of no use: it is paid for, and not judged. @throws CaseFailure `recording` */
export function requireRecorded({ unrecorded }: Pick<ModelAnswer, "unrecorded">): void {
  if (unrecorded !== undefined) throw new CaseFailure("recording", unrecorded);
}
