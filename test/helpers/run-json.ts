import { Ajv, type ValidateFunction } from "ajv";
import { publishedSchemas } from "../../src/core/schemas/published-schemas.ts";
import { runCli, type CliOptions } from "./run-cli.ts";

export interface JsonDocument {
  readonly ok: boolean;
  readonly exit_code: number;
  readonly data?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly where?: string; readonly hint: string; readonly problems: readonly unknown[] };
}

const ajv = new Ajv({ strict: false, allErrors: true });
const validators = new Map<string, ValidateFunction>(publishedSchemas().map(({ name, schema }) => [name, ajv.compile(schema)]));

/** Runs a command with `--json` and gives back the one document it wrote, which must be what the command's published schema says. */
export async function runJson(args: readonly string[], options: CliOptions = {}): Promise<{ readonly exitCode: number; readonly json: JsonDocument }> {
  const { stdout, exitCode } = await runCli([...args, "--json"], options);
  const json = JSON.parse(stdout) as JsonDocument;
  const validate = validators.get(`results/${args.slice(0, 2).join("-")}`) ?? validators.get(`results/${args[0]}`);
  if (validate === undefined) throw new Error(`promptops ${args.join(" ")} has no result schema: add it to src/core/results/registry.ts.`);
  if (!validate(json)) throw new Error(`promptops ${args.join(" ")} --json is not what its schema says: ${ajv.errorsText(validate.errors)}`);
  if (json.exit_code !== exitCode) throw new Error(`promptops ${args.join(" ")} --json says exit ${json.exit_code}, but ended with ${exitCode}.`);
  return { exitCode, json };
}
