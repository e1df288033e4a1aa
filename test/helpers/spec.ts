import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

/** All YAML documents below `test/spec/<folder>`, by file name without its ending. */
export function readSpec<T>(folder: string): { readonly file: string; readonly content: T }[] {
  const root = new URL(`../spec/${folder}/`, import.meta.url);
  return readdirSync(root)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => ({ file: name.replace(/\.yaml$/, ""), content: parse(readFileSync(new URL(name, root), "utf8")) as T }));
}
