import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deliveryProject, run } from "../helpers/delivery-project.ts";
import { mailServer, smtpError } from "../helpers/mail-server.ts";
import { runCli } from "../helpers/run-cli.ts";

const planted = {
  BOT: "xoxb-planted-bot-77aa11",
  TELEGRAM: "123456:planted-telegram-88bb22",
  SIGNING: `whsec_${Buffer.from("planted-signing-secret-of-32-byte").toString("base64")}`,
  SMTP_USER: "planted-mail-user",
  SMTP_WORD: "planted-mail-word-99cc33",
};

test("secrets of destinations that receivers repeat and answers hold are in no record, no journal, no index and no output", { timeout: 120_000 }, async () => {
  const { temp, peer, environment } = await deliveryProject(Date.now());
  const mails = await mailServer({ authOptional: false, allowInsecureAuth: true });
  const path = "planted0path1of2the3hook";
  const env = { ...planted, ...environment, HOOK: `${peer.url}/hooks/${path}` };
  const secrets = [...Object.values(planted), path];
  await temp.commit({
    ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
destinations:
  hook: { kind: webhook, url_env: HOOK, secret_env: SIGNING, allow_private: true }
  bot: { kind: slack, token_env: BOT, channel: C0123456, base_url: "${peer.url}" }
  phone: { kind: telegram, token_env: TELEGRAM, chat: "1", base_url: "${peer.url}" }
  mail: { kind: email, host: 127.0.0.1, port: ${mails.port}, tls: none, user_env: SMTP_USER, password_env: SMTP_WORD, from: a@example.com, to: [b@example.com] }
  own: { kind: command, command: ["${process.execPath}", "-e", "process.stderr.write(process.env.BOT); process.exit(1)"], env: [BOT] }
`,
  });
  // Every receiver says back what it was told.
  peer.next((response, { path: asked, headers, text }) => response.writeHead(400).end(JSON.stringify({ asked, headers, text, secrets })));
  mails.does(smtpError(554, `no: ${secrets.join(" ")}`));

  let output = "";
  const cli = async (...args: string[]) => {
    const { stdout, stderr } = await runCli(args, { cwd: temp.root, env });
    output += stdout + stderr;
    return stdout;
  };
  const { recordRun } = await import("../helpers/record-run.ts");
  await recordRun(temp.root, run, `The answer repeats ${secrets.join(", ")}.`);
  for (const name of ["hook", "bot", "phone", "mail", "own"]) {
    await cli("deliveries", "replay", run, "--to", name, "--reason", "trying", "--json");
    await cli("destinations", "test", name);
  }
  const listed = await cli("deliveries", "list");
  for (const name of ["hook", "bot", "phone", "mail", "own"]) expect(listed).toMatch(new RegExp(`dead .* ${name} `));
  await cli("deliveries", "list", "--json");
  for (const [, delivery = ""] of listed.matchAll(/^(\d{8}T\d{2}-\w{24})/gm)) await cli("deliveries", "show", delivery, "--body");
  expect(output).toContain("[redacted]");
  for (const secret of secrets) expect(output).not.toContain(secret);

  // The run's own record was planted by hand; everything else that git and promptops wrote is looked at.
  const objects = (await temp.git("rev-list", "--objects", "promptops/ledger"))
    .split("\n")
    .filter((line) => / (?:intents|receipts|audit|state)\/.*\.json$/.test(line));
  expect(objects.length).toBeGreaterThan(9);
  for (const line of objects) {
    const text = await temp.git("cat-file", "blob", line.split(" ")[0] ?? "");
    for (const secret of secrets) expect(text, line).not.toContain(secret);
  }
  const files = (await readdir(join(temp.root, ".git/promptops"), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const { parentPath, name } of files) {
    const text = await readFile(join(parentPath, name), "latin1");
    for (const secret of secrets) expect(text.includes(secret), name).toBe(false);
  }
});
