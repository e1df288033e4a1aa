import { join, resolve } from "node:path";
import { execa } from "execa";

const project = resolve(import.meta.dirname, "../..");

/** Packs this project as it would be published, `npm run build` before. @returns The tarball's path in `folder`. */
export async function packedInto(folder: string): Promise<string> {
  const { stdout } = await execa("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: project });
  const packed = JSON.parse(stdout) as readonly { readonly filename: string }[] | Readonly<Record<string, { readonly filename: string }>>;
  const [tarball] = Object.values(packed);
  if (tarball === undefined) throw new Error(`npm pack made nothing: ${stdout}`);
  return join(folder, tarball.filename);
}
