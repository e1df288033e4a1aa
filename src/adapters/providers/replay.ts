import { shellWord } from "../../core/shell-word.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import { answerOfRecord } from "../../core/recordings/answer-record.ts";
import { readRecording } from "../../core/recordings/read-recording.ts";
import { answerPath, embeddingPath } from "../../core/recordings/recording-path.ts";
import { vectorOfText } from "../../core/recordings/vector-text.ts";
import type { Recording } from "../../core/model/recording.ts";
import type { SettingsOf } from "../../core/providers/registry.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { Endpoint, ProviderPorts } from "./endpoint.ts";

/** So many files are read at once. */
const together = 64;

/** Answers that `eval --record` wrote: no key, no network, the same every time and everywhere. */
export async function replay(name: string, { recordings: folder, provider = name }: SettingsOf<"replay">, { source }: ProviderPorts): Promise<Endpoint> {
  const digests = await digestsBelow(source, `${folder}/${provider}`);

  async function recorded<K extends "answer" | "embedding">(kind: K, path: string, question: string): Promise<NonNullable<Recording[K]>> {
    const file = `${folder}/${path}`;
    const bytes = digests.has(file) ? await source.read(file) : undefined;
    if (bytes === undefined)
      throw new ProviderError(
        "bad-request",
        name,
        `There is no recording of ${question} (${file}). Run \`promptops eval --record ${shellWord(folder)}\` where ${provider} can be asked.`,
      );
    const read = readRecording(file, bytes);
    const found = "recording" in read ? read.recording[kind] : undefined;
    if (found !== undefined) return found;
    const why = "problems" in read ? read.problems.map(({ message }) => message).join(" ") : `It holds no ${kind}.`;
    throw new ProviderError(
      "bad-request",
      name,
      `The recording ${file} cannot be used: ${why} Record it again with \`promptops eval --record ${shellWord(folder)}\`.`,
    );
  }

  return {
    identity: { provider, recordings: Object.fromEntries(digests) },
    async ask(request, _signal, turn) {
      const { epoch = 1 } = turn;
      const question = `this question to ${request.model}${epoch > 1 ? `, epoch ${epoch}` : ""}`;
      return answerOfRecord(await recorded("answer", answerPath(provider, request, turn), question));
    },
    async embed({ model, texts }) {
      const found = await Promise.all(texts.map((text) => recorded("embedding", embeddingPath(provider, model, text), `this text's embedding by ${model}`)));
      return {
        vectors: found.map(({ vector }) => vectorOfText(vector)),
        usage: undefined,
        modelAnswered: found[0]?.model_answered ?? model,
        latencyMs: 0,
      };
    },
  };
}

/** What is recorded decides the answers, so every file counts. */
async function digestsBelow(source: DocumentSource, folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await source.list(folder)).filter((file) => file.endsWith(".json"));
  const digests = new Map<string, string>();
  for (let at = 0; at < files.length; at += together) {
    const some = files.slice(at, at + together);
    const read = await Promise.all(some.map((file) => source.read(file)));
    for (const [index, bytes] of read.entries()) digests.set(some[index] ?? "", bytes === undefined ? "" : digestBytes(bytes));
  }
  return digests;
}
