/** Code that loads a late file at once: it lies in the folder of everything that is built, wherever in it the part of the bundle lies that asks. */
export function requiring(file: string): string {
  return `require(process.getBuiltinModule("node:url").fileURLToPath(import.meta.url.slice(0, import.meta.url.lastIndexOf("/dist/")) + "/dist/late/${file}.cjs"))`;
}
