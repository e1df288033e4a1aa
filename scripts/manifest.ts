import { Plugin } from "@oclif/core/config";

/** oclif's cache of what every command is called, takes and says, so that `--help` loads no command. */
export async function manifest(root: string): Promise<string> {
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true });
  await plugin.load();
  return `${JSON.stringify(plugin.manifest, null, 1)}\n`;
}
