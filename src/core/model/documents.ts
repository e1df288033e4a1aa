import { Config } from "./config.ts";
import { ExecAnswer } from "./exec-answer.ts";
import { Job } from "./job.ts";
import { Judge } from "./judge.ts";
import { Manifest } from "./manifest.ts";
import { Prompt } from "./prompt.ts";
import { Recording } from "./recording.ts";
import { Script } from "./script.ts";
import type { Static } from "./shape.ts";
import { Suite } from "./suite.ts";

/** The shape of every kind of document. `schemas/` is generated from it. */
export const documentSchemas = {
  config: Config,
  prompt: Prompt,
  manifest: Manifest,
  suite: Suite,
  job: Job,
  judge: Judge,
  script: Script,
  recording: Recording,
  answer: ExecAnswer,
} as const;

export type DocumentKind = keyof typeof documentSchemas;

/** What a valid document of a kind holds. */
export type DocumentOf<K extends DocumentKind> = Static<(typeof documentSchemas)[K]>;
