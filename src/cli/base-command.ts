import { Command, Flags } from "@oclif/core";
import { exitCodes, type ExitName } from "../core/errors/exit-code.ts";
import type { Screen } from "../reporters/screen.ts";
import { Context } from "./context.ts";
import { errorReport } from "./error-report.ts";
import { currentScreen } from "./current-screen.ts";

/** What a command hands back: the value for `--json`, the text for people, and how the process ends. */
export interface Outcome<T> {
  readonly result: T;
  readonly exit?: ExitName;
  readonly text: string | ((screen: Screen) => string | Promise<string>);
}

/** Parse, call one service, hand the result to one reporter. Printing, exit codes and errors are decided here, once. */
export abstract class BaseCommand<T = unknown> extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    cwd: Flags.string({ char: "C", helpGroup: "GLOBAL", helpValue: "DIR", summary: "Run as if started in this folder." }),
  };

  protected abstract execute(): Promise<Outcome<T>>;

  /** The ports of this process, made when first asked for. */
  protected context(flags: { readonly cwd?: string | undefined }): Context {
    return (this.#context ??= new Context(flags.cwd ?? process.cwd(), this.config.version, this.jsonEnabled()));
  }
  #context: Context | undefined;

  override async run(): Promise<unknown> {
    try {
      const { result, exit = "done", text } = await this.execute();
      process.exitCode = exitCodes[exit];
      if (this.jsonEnabled()) return { ok: exit === "done", exit_code: exitCodes[exit], data: result };
      const shown = typeof text === "string" ? text : await text(currentScreen(process.stdout));
      if (shown !== "") process.stdout.write(shown.endsWith("\n") ? shown : `${shown}\n`);
      return undefined;
    } finally {
      await this.#context?.close();
    }
  }

  protected override async catch(error: Error): Promise<void> {
    const report = errorReport(error, currentScreen(process.stderr), process.env["DEBUG"] !== undefined);
    process.exitCode = report.exitCode;
    if (this.jsonEnabled()) this.logJson(report.json);
    else process.stderr.write(report.text);
  }
}
