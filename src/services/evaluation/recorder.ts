import { requestDigest } from "../../core/identity/request-digest.ts";
import type { Recording } from "../../core/model/recording.ts";
import { answerRecord } from "../../core/recordings/answer-record.ts";
import { answerPath, embeddingDigest, embeddingPath } from "../../core/recordings/recording-path.ts";
import { secretIn } from "../../core/recordings/secret-in.ts";
import { vectorText } from "../../core/recordings/vector-text.ts";
import type { RecordingFiles } from "../../ports/recording-files.ts";
import type { ModelAnswer, ModelCall } from "./call-model.ts";

/** Writes down what providers say, so that it can be given again without them. */
export interface Recorder {
  /** Why it was not recorded, when it holds a secret. */
  answer(call: ModelCall, answer: ModelAnswer): Promise<string | undefined>;
  embedding(provider: string, model: string, text: string, vector: readonly number[]): Promise<void>;
}

/** @param redact Blanks out secrets: a text that it changes is not written. */
export function recorder(files: RecordingFiles, redact: (text: string) => string): Recorder {
  return {
    async answer({ provider: { name: provider }, request, epoch, sample = 1 }, { response, costNanoUsd }) {
      const recording: Recording = {
        schema_version: 1,
        provider,
        model: request.model,
        question: requestDigest(request),
        ...(epoch > 1 ? { epoch } : {}),
        ...(sample > 1 ? { sample } : {}),
        answer: answerRecord(response, costNanoUsd),
      };
      const secret = secretIn(recording, redact);
      if (secret !== undefined) return `Not recorded, since it holds ${secret}: the answer of ${provider}/${request.model}.`;
      await files.write(answerPath(provider, request, { epoch, sample }), written(recording));
      return undefined;
    },
    async embedding(provider, model, text, vector) {
      const embedding = { model_answered: model, vector: vectorText(vector) };
      const recording: Recording = { schema_version: 1, provider, model, question: embeddingDigest(model, text), embedding };
      await files.write(embeddingPath(provider, model, text), written(recording));
    },
  };
}

function written(recording: Recording): string {
  return `${JSON.stringify(recording, null, 2)}\n`;
}
