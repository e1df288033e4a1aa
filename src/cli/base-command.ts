import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "@oclif/core/command";
import * as Flags from "@oclif/core/flags";
import { exitCodes, type ExitName } from "../core/errors/exit-code.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { harmlessText } from "../reporters/harmless-text.ts";
import type { Screen } from "../reporters/screen.ts";
import { Context } from "./context.ts";
import { currentScreen } from "./current-screen.ts";
import { reportError } from "./error-report.ts";
import { redactSecrets } from "./redact-secrets.ts";
import { usageError } from "./usage-error.ts";

/** What a command hands back: the value for `--json`, the text for people, and how the process ends. */
export interface Outcome<T> {
  readonly result: T;
  readonly exit?: ExitName;
  readonly text: string | ((screen: Screen) => string | Promise<string>);
}

/** Of commands that can show what they found in several forms. */
interface FormFlags {
  readonly reporter?: string | undefined;
  readonly format?: string | undefined;
}

/** Parse, call one service, hand the result to one reporter. Printing, exit codes and errors are decided here, once. */
export abstract class BaseCommand<T = unknown> extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    cwd: Flags.string({ char: "C", helpGroup: "GLOBAL", helpValue: "DIR", summary: "Run as if started in this folder." }),
  };

  protected abstract execute(): Promise<Outcome<T>>;

  /**
   * The ports of this process, made when first asked for.
   * @throws PromptopsError `invalid-flag` where another form is asked for beside `--json`; `no-such-folder`.
   */
  protected context(flags: FormFlags & { readonly cwd?: string | undefined }): Context {
    const { cwd = "." } = flags;
    if (this.jsonEnabled()) this.#refuseOtherForm(flags);
    if (!existsSync(cwd)) throw new PromptopsError("no-such-folder", `There is no folder ${cwd}.`, { where: "--cwd" });
    return (this.#context ??= new Context(resolve(cwd), this.config.version, this.jsonEnabled()));
  }
  #context: Context | undefined;

  /** One document goes to standard output. */
  #refuseOtherForm(flags: FormFlags): void {
    // A command without flags of its own has none at all.
    const known = (this.ctor.flags as typeof this.ctor.flags | undefined) ?? {};
    const given = (["reporter", "format"] as const).find((name) => {
      const { default: usual } = (known[name] ?? {}) as { readonly default?: unknown };
      return flags[name] !== undefined && flags[name] !== usual && flags[name] !== "json";
    });
    if (given === undefined) return;
    throw new PromptopsError("invalid-flag", `\`--json\` shows one JSON document, and \`--${given} ${flags[given]}\` asks for another form.`, {
      where: `--${given}`,
      hint: `Leave out one of them${"output" in known ? `; \`--output ${flags[given]}=FILE\` writes a report to a file` : ""}.`,
    });
  }

  override async run(): Promise<unknown> {
    try {
      const { result, exit: wanted = "done", text } = await this.execute();
      const exit = this.#context?.wasInterrupted === true ? "interrupted" : wanted;
      process.exitCode = exitCodes[exit];
      if (this.jsonEnabled()) return { ok: exit === "done", exit_code: exitCodes[exit], data: result };
      const screen = currentScreen(process.stdout);
      // Whatever a report forgets: what others wrote reaches no terminal as more than text.
      const shown = harmlessText(typeof text === "string" ? text : await text(screen), screen);
      if (shown !== "") process.stdout.write(shown.endsWith("\n") ? shown : `${shown}\n`);
      return undefined;
    } finally {
      await this.#context?.close();
    }
  }

  /** Plain JSON, also on a terminal. */
  override logJson(json: unknown): void {
    process.stdout.write(`${harmlessText(JSON.stringify(json, null, 2))}\n`);
  }

  override logToStderr(message = ""): void {
    super.logToStderr(harmlessText(message));
  }

  protected override catch(error: Error): Promise<void> {
    const { bin } = this.config;
    const { id, flags, baseFlags } = this.ctor;
    const asked = { usage: `${bin} ${id.replaceAll(":", " ")}`, flags: ["json", "help", ...flagNames({ ...flags, ...baseFlags })], declared: flags };
    const context = this.#context;
    // Whatever came of an interruption, the interruption is what happened; a service may say more exactly how far it came.
    const toldByService = error instanceof PromptopsError && error.code === "interrupted";
    const told = context?.wasInterrupted === true && !toldByService ? context.interrupted.reason : usageError(error, asked);
    reportError(told, { json: this.jsonEnabled(), redact: (text) => context?.redact(text) ?? redactSecrets(text) });
    return Promise.resolve();
  }
}

/** As they are typed, `no-cache` beside `cache`. */
function flagNames(flags: Command.Class["flags"]): string[] {
  return Object.entries(flags).flatMap(([name, flag]) => (flag.type === "boolean" && flag.allowNo === true ? [name, `no-${name}`] : [name]));
}
