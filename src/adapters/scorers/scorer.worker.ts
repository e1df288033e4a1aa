import { parentPort, workerData } from "node:worker_threads";
import type { ScorerAnswer, ScorerQuestion } from "./scorer-messages.ts";

/** The other side of `workerScorerRunner`: imports one scorer and answers one question after the other. */
type Scorer = (input: ScorerQuestion["input"], config: ScorerQuestion["config"]) => unknown;

const { source } = workerData as { readonly source: Uint8Array };

// A data: URL has no neighbours: a scorer is one file, and is run as it is in the state it was read from.
const scorer: Promise<Scorer> = import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`).then(({ default: exported }: { default?: unknown }) => {
  if (typeof exported !== "function") throw new TypeError("it has no default export that is a function");
  return exported as Scorer;
});
scorer.catch(() => undefined);

parentPort?.on("message", ({ input, config }: ScorerQuestion) => void reply(input, config));

async function reply(input: ScorerQuestion["input"], config: ScorerQuestion["config"]): Promise<void> {
  try {
    say({ returned: await (await scorer)(input, config) });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
}

function say(answer: ScorerAnswer): void {
  parentPort?.postMessage(answer);
}
