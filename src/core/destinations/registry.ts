import type { Static } from "typebox";
import { command } from "./command.ts";
import { discord } from "./discord.ts";
import { email } from "./email.ts";
import { file } from "./file.ts";
import type { DestinationKind } from "./kind.ts";
import { slack } from "./slack.ts";
import { telegram } from "./telegram.ts";
import { webhook } from "./webhook.ts";

/** In the order of the reference. A new kind is a new file, a word here, and its adapter in `src/adapters/destinations`. */
export const destinationKinds = [webhook, slack, discord, telegram, email, file, command] as const;

export type DestinationConfig = Static<(typeof destinationKinds)[number]["settings"]>;
export type DestinationKindName = DestinationConfig["kind"];
/** The settings of one kind. */
export type DestinationSettings<K extends DestinationKindName> = Extract<DestinationConfig, { readonly kind: K }>;

const byName: Readonly<Record<string, DestinationKind>> = Object.fromEntries(destinationKinds.map((kind) => [kind.kind, kind as unknown as DestinationKind]));

export function destinationKindOf({ kind }: Pick<DestinationConfig, "kind">): DestinationKind {
  const found = byName[kind];
  if (found === undefined) throw new TypeError(`no kind of destination is called ${kind}`);
  return found;
}

/** Names of the environment variables that a destination's secrets are in. */
export function destinationVariables(settings: DestinationConfig): readonly string[] {
  return destinationKindOf(settings).variables?.(settings as never) ?? [];
}
