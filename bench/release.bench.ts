import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { figuresTable, type Figure } from "./eval/figures-table.ts";
import { measure, type Measured } from "./eval/measure.ts";
import { fillReleases } from "./release/fill-releases.ts";
import { serveGit, type GitServer } from "./release/serve-git.ts";
import { editionFile, entriesPerVersion, production, promptId, type Size } from "./release/project.ts";

const bin = resolve(import.meta.dirname, "../bin/run.js");
/** Whatever else the machine does only ever adds: the least of so many runs counts. */
const runs = 5;
const little: Size = { prompts: 10, versions: 1 };
const long: Size = { prompts: 1_000, versions: 10 };
/** Which prompt is released again and again. */
const at = 7;
/** Editions from here on were never published. */
const firstEdition = 1_000;
/** Of what looks back: CPU in the repository with a long past, milliseconds. */
const longestLookMs = 1_000;
/** An entry near the beginning of either log. */
const early = 20;

/**
 * What a release costs in a repository with a long past, beside one with nearly none; by itself, and with a server on the same machine.
 * `--quick` has a tenth of the past.
 */
export async function run(args: readonly string[]): Promise<void> {
  const past = { ...long, prompts: long.prompts * (args.includes("--quick") ? 0.1 : 1) };
  const scratch = await mkdtemp(join(tmpdir(), "promptops-bench-"));
  let server: GitServer | undefined;
  try {
    console.log(`${told(past)}, beside ${told(little)}; least of ${runs}; Node ${process.version}, ${availableParallelism()} cores`);
    const alone = { little: join(scratch, "little"), long: join(scratch, "long") };
    await fillReleases(alone.little, little);
    await fillReleases(alone.long, past);
    server = await serveGit(scratch);
    const shared = { little: shareCopy(alone.little, server), long: shareCopy(alone.long, server) };
    const figures = [
      ...(await besideEachOther(alone, "", { released: ["publish", "promote", "rollback", "live of one prompt", "live of all"], looks: lookNames })),
      ...(await besideEachOther(shared, " with a remote", { released: ["publish", "promote", "rollback"], looks: [] })),
    ];
    console.log(figuresTable(figures));
    console.log(`load average ${loadavg()[0]?.toFixed(2)}`);
  } finally {
    await server?.end();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A copy of a repository that shares everything with a remote. */
function shareCopy(folder: string, server: GitServer): string {
  const copy = `${folder}-shared`;
  const remote = server.url(`${basename(folder)}.git`);
  execFileSync("git", ["clone", "--quiet", "--bare", folder, `${folder}.git`]);
  cpSync(folder, copy, { recursive: true });
  execFileSync("git", ["remote", "add", "origin", remote], { cwd: copy });
  execFileSync("git", ["fetch", "--quiet", "origin"], { cwd: copy });
  execFileSync("git", ["remote", "set-head", "origin", "main"], { cwd: copy });
  return copy;
}

type Step = "publish" | "promote" | "rollback" | "live of one prompt" | "live of all" | Look;
type Measures = Record<Step, Measured[]>;

/** What looks back on the log, or has kept nothing of it yet. */
const looks = {
  "live of all, for the first time": ["live"],
  "live of all, at an early entry": ["live", "--at", String(early)],
  "history of one prompt": ["history", promptId(at)],
  "history of everything": ["history"],
  "audit log": ["audit", "log"],
  "changelog of one prompt": ["changelog", promptId(at)],
  "rollback of everything to an early entry, planned": ["rollback", "--snapshot", String(early), "--reason", "to see what it costs", "--dry-run"],
} as const satisfies Record<string, readonly string[]>;
type Look = keyof typeof looks;
const lookNames = Object.keys(looks) as Look[];

interface Shown {
  /** Beside each other. */
  readonly released: readonly Step[];
  /** By themselves. */
  readonly looks: readonly Look[];
}

/** In turns, so that whatever else the machine does hits both alike. */
async function besideEachOther(folders: { readonly little: string; readonly long: string }, where: string, shown: Shown): Promise<Figure[]> {
  const none = (): Measures => ({
    publish: [],
    promote: [],
    rollback: [],
    "live of one prompt": [],
    "live of all": [],
    ...(Object.fromEntries(lookNames.map((name) => [name, []])) as unknown as Record<Look, Measured[]>),
  });
  const found = { little: none(), long: none() };
  for (let nth = 0; nth < runs; nth += 1)
    for (const which of ["little", "long"] as const) {
      await releaseOnce(folders[which], nth, found[which]);
      for (const look of shown.looks) found[which][look].push(await lookOnce(folders[which], look));
    }
  const ratios = shown.released.flatMap((step) => {
    const [before, after] = [least(found.little[step]), least(found.long[step])];
    return [
      { name: `\`${step}\`${where}, little past`, value: before.wallMs, unit: "ms" },
      { name: "… long past / little", value: after.wallMs / before.wallMs, unit: "×", most: 2 },
      { name: "… CPU, little past", value: before.cpuMs, unit: "ms" },
      { name: "… CPU, long past / little", value: after.cpuMs / before.cpuMs, unit: "×", most: 2 },
    ];
  });
  const times = shown.looks.flatMap((look) => [
    { name: `\`${look}\`${where}, CPU, little past`, value: least(found.little[look]).cpuMs, unit: "ms" },
    { name: "… CPU, long past", value: least(found.long[look]).cpuMs, unit: "ms", most: longestLookMs },
  ]);
  return [...ratios, ...times];
}

async function lookOnce(folder: string, look: Look): Promise<Measured> {
  if (look === "live of all, for the first time") await rm(join(folder, ".git/promptops/releases"), { recursive: true, force: true });
  return mustRun(folder, ...looks[look]);
}

/** One version from its edit to its rollback. */
async function releaseOnce(folder: string, nth: number, into: Measures): Promise<void> {
  for (const [path, text] of Object.entries(editionFile(at, firstEdition + nth))) writeFileSync(join(folder, path), text);
  execFileSync("git", ["commit", "--quiet", "--all", "--message", "An edit"], { cwd: folder });
  const prompt = promptId(at);
  const published = await mustRun(folder, "publish", prompt, "--json");
  into.publish.push(published);
  const { data } = JSON.parse(published.stdout) as { data: { version: string } };
  into.promote.push(await mustRun(folder, "promote", `${prompt}@${data.version}`, production));
  into.rollback.push(await mustRun(folder, "rollback", prompt, production, "--reason", "to see what it costs"));
  into["live of one prompt"].push(await mustRun(folder, "live", prompt));
  into["live of all"].push(await mustRun(folder, "live"));
}

function least(all: readonly Measured[]): { readonly wallMs: number; readonly cpuMs: number } {
  return { wallMs: Math.min(...all.map(({ wallMs }) => wallMs)), cpuMs: Math.min(...all.map(({ cpuMs }) => cpuMs)) };
}

function told({ prompts, versions }: Size): string {
  const tags = prompts * versions;
  return [`${prompts} prompts`, `${tags} tags`, `${tags * entriesPerVersion} entries`].join(", ");
}

async function mustRun(cwd: string, ...args: string[]): Promise<Measured> {
  const measured = await measure([process.execPath, bin, ...args], { cwd });
  if (measured.exitCode !== 0) throw new Error(`promptops ${args.join(" ")} ended with ${measured.exitCode}: ${measured.stdout}${measured.stderr}`);
  return measured;
}
