import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { Destination } from "../../ports/destination.ts";
import { plainEnvironment } from "../process/plain-environment.ts";
import { runProgram } from "../process/run-program.ts";
import { secretOf, type DestinationPorts } from "./destination-ports.ts";

/** `EX_TEMPFAIL` of sysexits.h: the program asks to be started again later. */
const tryAgain = 75;

export function command(
  name: string,
  { command: line, env = [], timeout_seconds: seconds = 60 }: DestinationSettings<"command">,
  ports: DestinationPorts,
): Destination["send"] {
  return async (input, signal) => {
    const own = Object.fromEntries(env.map((variable) => [variable, secretOf(ports, name, variable)]));
    const environment = {
      ...plainEnvironment(),
      ...own,
      PROMPTOPS_DELIVERY: input.intent,
      PROMPTOPS_PART: `${input.part}/${input.parts}`,
      TRACEPARENT: input.traceparent,
    };
    const late = AbortSignal.timeout(seconds * 1000);
    const ending = signal === undefined ? late : AbortSignal.any([late, signal]);
    try {
      const {
        code,
        signal: by,
        stderr,
      } = await runProgram({ command: line, cwd: ports.root, environment, input: input.payload.body, maxOutput: 64 * 1024 }, ending);
      const words = ports.redact(stderr).replaceAll(/\s+/g, " ").trim().slice(-200);
      if (code === 0) return { outcome: "delivered" };
      if (code === tryAgain) return { outcome: "retry", sentence: `${line[0]} asks to be tried again${words === "" ? "." : `: ${words}`}` };
      if (code === undefined) return { outcome: "unknown", sentence: `${line[0]} was ended by ${by ?? "a signal"}.` };
      return { outcome: "refused", sentence: `${line[0]} ended with ${code}${words === "" ? "." : `: ${words}`}` };
    } catch (error) {
      if (ending.aborted) return { outcome: "unknown", sentence: late.aborted ? `${line[0]} did not end within ${seconds} s.` : `${line[0]} was stopped.` };
      return { outcome: "refused", sentence: `${line[0]} cannot be started: ${error instanceof Error ? error.message : String(error)}.` };
    }
  };
}
