import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, type Measured } from "./measure.ts";
import { ticketTexts } from "./projects.ts";

/** The peer, held at one version so that figures of different days can be compared. */
export const peerName = "promptfoo@0.123.1";

/** Without news, reports to its makers, or anything of the machine's own settings. */
const quiet = {
  PROMPTFOO_DISABLE_TELEMETRY: "1",
  PROMPTFOO_DISABLE_UPDATE: "1",
  PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
  PROMPTFOO_DISABLE_SHARING: "1",
  NPM_CONFIG_UPDATE_NOTIFIER: "false",
};

/** Installs it below the system's folder for temporary files, once. @returns Its program; a sentence when it cannot be installed. */
export async function installPeer(): Promise<{ readonly program: string } | { readonly why: string }> {
  const folder = join(tmpdir(), `promptops-bench-${peerName.replace("@", "-")}`);
  const program = join(folder, "node_modules/promptfoo/dist/src/entrypoint.js");
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const { exitCode, stderr } = await measure(["npm", "install", peerName, "--no-save", "--no-audit", "--no-fund"], { cwd: folder, env: quiet });
    if (exitCode !== 0 || !existsSync(program)) return { why: stderr.trim().split("\n").at(-1) ?? `npm ended with ${exitCode}` };
  }
  return { program };
}

/** The same evaluation, by the peer. @param folder Empty; what it keeps goes to `state` in there. */
export async function measurePeer(
  program: string,
  folder: string,
  { url, cases, concurrency }: { url: string; cases: number; concurrency: number },
): Promise<Measured> {
  mkdirSync(join(folder, "state"), { recursive: true });
  const config = {
    prompts: ["file://prompt.json"],
    providers: [{ id: "openai:chat:one", config: { apiBaseUrl: `${url}/v1`, apiKey: "none" } }],
    defaultTest: { assert: [{ type: "contains", value: "billing" }, { type: "is-json" }] },
    tests: ticketTexts(cases).map((ticket) => ({ vars: { ticket } })),
  };
  const prompt = [
    { role: "system", content: "You sort tickets of customers. Answer with JSON: a label and a reason in one sentence." },
    { role: "user", content: "{{ ticket }}" },
  ];
  writeFileSync(join(folder, "promptfooconfig.json"), JSON.stringify(config));
  writeFileSync(join(folder, "prompt.json"), JSON.stringify(prompt));
  const args = ["eval", "--config", "promptfooconfig.json", "--no-cache", "--no-table", "--no-progress-bar", "--max-concurrency", String(concurrency)] as const;
  return measure([process.execPath, program, ...args], { cwd: folder, env: { ...quiet, PROMPTFOO_CONFIG_DIR: join(folder, "state"), OPENAI_API_KEY: "none" } });
}
