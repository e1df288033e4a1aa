import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { InputReader } from "../../ports/input-reader.ts";
import { getText } from "../net/get-text.ts";
import { plainEnvironment } from "../process/plain-environment.ts";
import { runProgram } from "../process/run-program.ts";

/** Runs programs in `root`, asks servers. */
export function processInputReader(root: string): InputReader {
  return {
    async command(command, { maxBytes, signal }) {
      const [program = ""] = command;
      const end = await runProgram({ command, cwd: root, environment: plainEnvironment(), input: "", maxOutput: maxBytes }, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw failed(`\`${program}\` cannot be started: ${error instanceof Error ? error.message : String(error)}.`);
      });
      if (end.tooMuch) throw failed(`\`${program}\` printed more than ${maxBytes} bytes.`);
      if (end.code !== 0)
        throw failed(
          `\`${program}\` ended with ${end.code === undefined ? `signal ${end.signal}` : `code ${end.code}`}: ${end.stderr.trim().slice(-400) || "it said nothing"}.`,
        );
      return end.stdout;
    },
    async http({ url, name, headers, allowPrivate }, { maxBytes, signal }) {
      const got = await getText({ url, headers, allowPrivate, maxBytes, signal });
      if ("text" in got) return got.text;
      if ("forbidden" in got) throw new PromptopsError("private-address", `${name} ${got.forbidden}.`, { where: name });
      throw failed(`${name} gave nothing: ${got.failed}.`);
    },
  };
}

function failed(sentence: string): PromptopsError {
  return new PromptopsError("input-failed", sentence);
}
