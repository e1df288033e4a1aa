import { settingsOf } from "../../core/delivery/destination-settings.ts";
import type { DestinationKindName, DestinationSettings } from "../../core/destinations/registry.ts";
import type { Config } from "../../core/model/config.ts";
import type { Destination } from "../../ports/destination.ts";
import type { DestinationPorts } from "./destination-ports.ts";

type Open<K extends DestinationKindName> = (name: string, settings: DestinationSettings<K>, ports: DestinationPorts) => Destination["send"];

/** A kind is a file and a line here; it is loaded when a destination of it is opened. */
const adapters: { readonly [K in DestinationKindName]: () => Promise<Open<K>> } = {
  webhook: async () => (await import("./webhook.ts")).webhook,
  slack: async () => (await import("./slack.ts")).slack,
  discord: async () => (await import("./discord.ts")).discord,
  telegram: async () => (await import("./telegram.ts")).telegram,
  email: async () => (await import("./email.ts")).email,
  file: async () => (await import("./file.ts")).file,
  command: async () => (await import("./command.ts")).command,
};

/** A destination of the configuration. Its secrets are looked up at every attempt. @throws PromptopsError `unknown-destination`. */
export async function openDestination(name: string, config: Pick<Config, "destinations">, ports: DestinationPorts): Promise<Destination> {
  const settings = settingsOf(config, name);
  const open = (await adapters[settings.kind]()) as Open<DestinationKindName>;
  return { name, kind: settings.kind, send: open(name, settings, ports) };
}
