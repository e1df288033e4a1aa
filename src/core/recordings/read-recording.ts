import type { Problem } from "../errors/problem.ts";
import { problemAt } from "../model/breach.ts";
import { checkShape } from "../model/check-shape.ts";
import { decodeText } from "../model/decode-text.ts";
import { noPositions } from "../model/yaml-positions.ts";
import type { Recording } from "../model/recording.ts";
import type { Json } from "../model/shape.ts";

/** Bytes: an answer with the pages that it was made from. */
const largest = 64 * 1024 * 1024;

/** A recording, or what is wrong with its file. Written by a program, it is read as JSON: there may be many, and nobody looks for lines. */
export function readRecording(file: string, bytes: Uint8Array): { readonly recording: Recording } | { readonly problems: readonly Problem[] } {
  const decoded = decodeText(file, bytes, largest);
  if ("problem" in decoded) return { problems: [decoded.problem] };
  const value = parsed(decoded.text);
  const hint = "Record it again with `promptops eval --record`.";
  if (value === undefined) return { problems: [{ rule: "invalid-json", file, message: "This is no JSON.", hint }] };
  const broken = checkShape("recording", value).map((breach) => problemAt(file, breach, noPositions));
  if (broken.length > 0) return { problems: broken };
  const recording = value as unknown as Recording;
  if ((recording.answer === undefined) === (recording.embedding === undefined))
    return { problems: [{ rule: "exactly-one", file, message: "A recording has exactly one of `answer` and `embedding`.", hint }] };
  return { recording };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
