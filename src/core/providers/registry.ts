import type { Static } from "typebox";
import type { ProviderFile, ProviderKind, Pricing } from "./kind.ts";
import { openai } from "./openai.ts";
import { scripted } from "./scripted.ts";

/** In the order of the reference. A new kind is a new file, a word here, and its adapter in `src/adapters/providers`. */
export const kinds = [scripted, openai] as const;

export type ProviderConfig = Static<(typeof kinds)[number]["settings"]>;
export type ProviderKindName = ProviderConfig["kind"];
/** The settings of one kind. */
export type SettingsOf<K extends ProviderKindName> = Extract<ProviderConfig, { readonly kind: K }>;

const byName: Readonly<Record<string, ProviderKind>> = Object.fromEntries(kinds.map((kind) => [kind.kind, kind as unknown as ProviderKind]));

/** The environment variable that must hold a provider's key; undefined when it needs none. */
export function keyVariable(settings: ProviderConfig): string | undefined {
  return byName[settings.kind]?.keyVariable?.(settings);
}

/** Files of the repository that decide its answers. */
export function providerFiles(settings: ProviderConfig): readonly ProviderFile[] {
  return byName[settings.kind]?.files?.(settings) ?? [];
}

export function pricingOf(settings: ProviderConfig): Pricing {
  return byName[settings.kind]?.pricing?.(settings);
}
