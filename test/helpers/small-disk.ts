import { execaSync } from "execa";
import { onTestFinished } from "vitest";
import { tempFolder } from "./temp-folder.ts";

export interface SmallDisk {
  readonly folder: string;
  readOnly(yes: boolean): void;
}

/** A disk of a few megabytes for one test; undefined where this machine lets nobody mount one. */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  const folder = tempFolder();
  const mounted = execaSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { reject: false });
  if (mounted.exitCode !== 0) return undefined;
  onTestFinished(() => void execaSync("umount", ["--lazy", folder], { reject: false }));
  return { folder, readOnly: (yes) => void execaSync("mount", ["-o", `remount,${yes ? "ro" : "rw"}`, folder]) };
}
