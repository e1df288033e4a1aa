import { parentPort, workerData } from "node:worker_threads";
import type { ScorerAnswer, ScorerQuestion } from "./scorer-messages.ts";

/** The other side of `workerScorerRunner`: imports one scorer and answers one question after the other. */
type Scorer = (input: ScorerQuestion["input"], config: ScorerQuestion["config"]) => unknown;

const { source } = workerData as { readonly source: Uint8Array };

// A data: URL has no neighbours: a scorer is one file, and is run as it is in the state it was read from.
const url = `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`;

try {
  const { default: scorer } = (await import(url)) as { readonly default?: unknown };
  if (typeof scorer !== "function") throw new TypeError("it has no default export that is a function");
  parentPort?.on("message", ({ input, config }: ScorerQuestion) => void reply(() => (scorer as Scorer)(input, config)));
  say({ ready: true });
} catch (error) {
  say({ failed: phrase(error) });
}

async function reply(score: () => unknown): Promise<void> {
  try {
    say({ returned: await score() });
  } catch (error) {
    say({ failed: phrase(error) });
  }
}

function say(answer: ScorerAnswer): void {
  parentPort?.postMessage(answer);
}

function phrase(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
