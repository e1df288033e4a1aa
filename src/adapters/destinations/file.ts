import { mkdir, readFile, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination } from "../../ports/destination.ts";
import { nothing } from "../fs/nothing.ts";
import { pathInside, staysInside } from "../fs/path-inside.ts";
import { writeAtomically } from "../fs/write-atomically.ts";
import { bytesOf, type DestinationPorts } from "./destination-ports.ts";

export function file(_name: string, { path, mode = "replace" }: DestinationSettings<"file">, { root }: DestinationPorts): Destination["send"] {
  return async (input) => {
    const { job = "preview", run, at } = input.about;
    const filled = path.replaceAll("{job}", job).replaceAll("{run}", run).replaceAll("{date}", new Date(at).toISOString().slice(0, 10));
    try {
      const realRoot = await realpath(root);
      const full = pathInside(realRoot, filled);
      if (full === undefined || !(await staysInside(realRoot, dirname(full))))
        return { outcome: "refused", sentence: `${filled} does not lie in the repository.` };
      await mkdir(dirname(full), { recursive: true });
      const text = bytesOf(input).toString("utf8");
      if (mode === "replace") await writeAtomically(full, [text]);
      else await append(full, text, `<!-- ${input.intent}.${input.part} -->`);
      return { outcome: "delivered", externalId: filled };
    } catch (error) {
      return failureOf(filled, error);
    }
  };
}

/** What may pass, by itself or by somebody who looks after the machine: a full or read-only disk, too many open files, rights. */
const passing = new Set(["ENOSPC", "EDQUOT", "EAGAIN", "EMFILE", "ENFILE", "EINTR", "EROFS", "EACCES", "EPERM"]);

/** Nothing was written; is there sense in trying it again? */
export function failureOf(path: string, error: unknown): AttemptOutcome {
  const why = error instanceof Error ? error.message : String(error);
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return { outcome: passing.has(code) ? "retry" : "refused", sentence: `${path} cannot be written: ${why.replace(/\.$/, "")}.` };
}

/** The mark behind what was appended is how a second attempt knows that the first one arrived. */
async function append(full: string, text: string, mark: string): Promise<void> {
  const before = (await readFile(full, "utf8").catch(nothing)) ?? "";
  if (before.includes(mark)) return;
  await writeAtomically(full, [before, before === "" || before.endsWith("\n\n") ? "" : "\n", text, `${mark}\n`]);
}
