import { readFileSync } from "node:fs";
import { cataloguePages } from "./catalogue-pages.ts";
import { commandPages, type ManifestCommand } from "./command-pages.ts";
import { destinationPages } from "./destination-pages.ts";
import { judgePages } from "./judge-pages.ts";

/** Every page of the reference, made from what the program says of itself: path → Markdown. Build first. */
export function referencePages(): Record<string, string> {
  const manifest = new URL("../../oclif.manifest.json", import.meta.url);
  const { commands } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly commands: Readonly<Record<string, ManifestCommand>> };
  return { ...commandPages(Object.values(commands)), ...cataloguePages(), ...judgePages(), ...destinationPages() };
}
