import type { ScoreInput, ScorerNeeds } from "../../core/assertions/kind.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Json } from "../../core/model/shape.ts";
import type { CommandScorer } from "../../ports/command-scorer.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { ScorerRunner } from "../../ports/scorer-runner.ts";
import type { WebhookScorer } from "../../ports/webhook-scorer.ts";

interface CodePorts {
  readonly scorers: ScorerRunner;
  readonly commands: CommandScorer;
  readonly webhooks: WebhookScorer;
}

export type CodeNeeds = Pick<ScorerNeeds, "runScorer" | "runCommand" | "callWebhook">;

/** The user's own code, as it is in one state of the repository; each file is read once per state. */
export function repositoryCode({ scorers, commands, webhooks }: CodePorts): (source: DocumentSource) => CodeNeeds {
  const read = new Map<DocumentSource, Map<string, Promise<Uint8Array | undefined>>>();
  return (source) => {
    const files = read.get(source) ?? new Map<string, Promise<Uint8Array | undefined>>();
    read.set(source, files);
    const bytesOf = (path: string) => {
      const bytes = files.get(path) ?? source.read(path);
      files.set(path, bytes);
      return bytes;
    };
    const required = async (path: string) => {
      const bytes = await bytesOf(path);
      if (bytes === undefined) throw missing(path, source);
      return bytes;
    };

    return {
      runScorer: async (file, input, config) => scorers.run(file, await required(file), input, config),
      async runCommand({ command, files: named, env, timeoutSeconds }, input, config) {
        const there = new Map<string, Uint8Array>();
        for (const { path, maybe = false } of named) {
          const bytes = await (maybe ? bytesOf(path) : required(path));
          if (bytes !== undefined) there.set(path, bytes);
        }
        return commands.run({ command, files: there, env, timeoutMs: timeoutSeconds * 1000, payload: payloadOf(input, config) });
      },
      callWebhook: (call, input, config) => webhooks.score(call, payloadOf(input, config)),
    };
  };
}

/** What code outside this process gets to see, as JSON has it. */
function payloadOf(input: ScoreInput, config: Json | undefined): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify({ input, config })) as { readonly [key: string]: Json };
}

function missing(file: string, source: DocumentSource): PromptopsError {
  return new PromptopsError("scorer-failed", `There is no scorer ${file} in ${source.description}.`, {
    where: file,
    hint: "Correct the path in the assertion, or add the file.",
  });
}
