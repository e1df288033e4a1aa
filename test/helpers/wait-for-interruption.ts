/** A process of its own that finishes what is in flight after the first signal, and never ends by itself. */
import { interruption } from "../../src/cli/interruption.ts";

const signal = interruption();
// As libraries do that put a terminal right: whoever listens last ends the process.
const endAsTheLast = (name: NodeJS.Signals) => {
  if (process.listenerCount(name) > 1) return;
  process.off(name, endAsTheLast);
  process.kill(process.pid, name);
};
process.on("SIGINT", endAsTheLast).on("SIGTERM", endAsTheLast);
// Later, as what is in flight ends later: it must still be there then.
signal.addEventListener("abort", () => setImmediate(() => process.stdout.write(`${(signal.reason as Error).message}\n`)));
setInterval(() => undefined, 60_000);
process.stdout.write("ready\n");
