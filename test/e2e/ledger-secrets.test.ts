import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { jobLabIn, jobText, releasedProject } from "../helpers/job-project.ts";
import { answers, receiver } from "../helpers/receiver.ts";
import { start } from "../helpers/release-project.ts";
import { bin, childEnvironment, runCli } from "../helpers/run-cli.ts";

const minute = 60_000;
const planted = {
  MODEL_KEY: "planted-model-key-11aa22bb",
  FIGURES_KEY: "planted-figures-key-33cc44dd",
  HOOK_SECRET: `whsec_${Buffer.from("planted-signing-secret-of-32-byte").toString("base64")}`,
};
/** Of no variable at all: known by its looks. */
const token = `ghp_${"a1B2c3D4e5".repeat(4)}`;

const notes = {
  "prompts/billing/notes/prompt.yml": `schema_version: 1
variables:
  notes: { type: string }
messages:
  - { role: user, content: "Sum up: {{ notes }}" }
model: { id: demo/small }
`,
  "prompts/billing/notes/evals/core.yml":
    "schema_version: 1\ncases: [{ id: one, inputs: { notes: Three invoices came. }, assertions: [{ type: equals, value: ok }] }]\n",
};

test("secrets that inputs, models and receivers repeat are in no object of git, no file beside them, and no output", { timeout: 120_000 }, async () => {
  const project = await releasedProject();
  const { temp } = project;
  await temp.commit(notes);
  await (await jobLabIn(project)).release("billing/notes");
  const peer = await receiver();
  const secrets = [...Object.values(planted), token, "planted0path0of0the0hook", "planted0path0of0the0watcher"];
  const env = { ...planted, HOOK_URL: `${peer.url}/hooks/${secrets[4]}`, WATCHER: `${peer.url}/beats/${secrets[5]}` };
  await temp.commit({
    ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: http, url: "${peer.url}/model", api_key_env: MODEL_KEY, request: { prompt: "{{ prompt }}" }, response: { text: $.text } }
destinations:
  hook: { kind: webhook, url_env: HOOK_URL, secret_env: HOOK_SECRET, allow_private: true }
  log: { kind: file, path: "out/{job}.md", mode: append }
`,
    "schedules/notes.yml": jobText(
      `inputs_from: { notes: { http: { url: "${peer.url}/figures", allow_private: true, header_env: { x-key: FIGURES_KEY } } } }
heartbeat: { url_env: WATCHER, allow_private: true }
destinations: [hook, log]
requires_green_eval: false
`,
      { inputs: "{}" },
    )
      .replace("environment: staging", 'version: "1.0.0"')
      .replace("billing/summarize", "billing/notes"),
  });

  // Whoever is asked says back everything there is; the model of the first tick thinks for ever.
  const everything = secrets.join(" ");
  let asked = 0;
  peer.next((response, { path, headers }) => {
    if (path === "/model" && (asked += 1) === 1) return;
    const said = path === "/figures" ? `${headers["x-key"]?.toString()} ${everything}` : { text: `It says ${everything}`, everything, headers, path };
    answers(path.startsWith("/hooks/") ? 400 : 200, said)(response, { path, headers, text: "" });
  });

  let output = "";
  const cli = async (...args: string[]) => {
    const { stdout, stderr, exitCode } = await runCli(args, { cwd: temp.root, env });
    output += stdout + stderr;
    // 3: what held something secret cannot be run again as it was.
    expect([0, 1, 3, 8], `${args.join(" ")}: ${stderr}`).toContain(exitCode);
    return stdout;
  };
  const at = (minutes: number) => ["--at", new Date(start + minutes * minute).toISOString()];
  await cli("run-due", ...at(0));
  const dying = spawn(process.execPath, [bin, "run-due", ...at(60)], { cwd: temp.root, env: childEnvironment(env), stdio: "ignore" });
  while (asked === 0) await Promise.race([peer.until(peer.received.length + 1), once(dying, "exit")]);
  dying.kill("SIGKILL");
  await once(dying, "exit");
  lookForSecrets(temp.root, secrets);

  const ran = await cli("run-due", ...at(61));
  const run = /notes~\w+/.exec(ran)?.[0] ?? "";
  await cli("preview", "notes", "--compare", run);
  await cli("jobs", "run", "notes");
  for (const args of [["show"], ["timeline"], ["show", "--json"], ["rerun"]]) await cli("runs", args[0] ?? "", run, ...args.slice(1));
  for (const args of [["jobs", "show", "notes"], ["audit", "log", "--json"], ["metrics"]]) await cli(...args);
  for (const [, delivery = ""] of (await cli("deliveries", "list")).matchAll(/^(\d{8}T\d{2}-\w{24})/gm)) await cli("deliveries", "show", delivery, "--body");

  expect(output).toContain("[redacted]");
  for (const secret of secrets) expect(output).not.toContain(secret);
  expect(readFileSync(join(temp.root, "out/notes.md"), "utf8")).toContain("It says [redacted]");
  const { stdout: objects } = await execa("git", ["cat-file", "--batch-all-objects", "--batch", "--buffer"], { cwd: temp.root, encoding: "latin1" });
  expect(objects).toContain("It says [redacted]");
  for (const secret of secrets) expect(objects.includes(secret), secret).toBe(false);
  lookForSecrets(temp.root, secrets);
});

/** In every file of the repository, git's own and ours below them included. */
function lookForSecrets(root: string, secrets: readonly string[]): void {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.some(({ parentPath }) => parentPath.includes(".git/promptops"))).toBe(true);
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), "latin1");
    for (const secret of secrets) expect(text.includes(secret), `${join(parentPath, name)} holds ${secret}`).toBe(false);
  }
}
