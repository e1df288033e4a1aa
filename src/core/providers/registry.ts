import type { Static } from "typebox";
import type { Breach } from "../model/breach.ts";
import type { ImageTokens, ProviderFile, ProviderKind, Pricing } from "./kind.ts";
import { anthropic } from "./anthropic.ts";
import { exec } from "./exec.ts";
import { http } from "./http.ts";
import { openai } from "./openai.ts";
import { replay } from "./replay.ts";
import { scripted } from "./scripted.ts";

/** In the order of the reference. A new kind is a new file, a word here, and its adapter in `src/adapters/providers`. */
export const kinds = [scripted, openai, anthropic, http, exec, replay] as const;

export type ProviderConfig = Static<(typeof kinds)[number]["settings"]>;
export type ProviderKindName = ProviderConfig["kind"];
/** The settings of one kind. */
export type SettingsOf<K extends ProviderKindName> = Extract<ProviderConfig, { readonly kind: K }>;

const byName: Readonly<Record<string, ProviderKind>> = Object.fromEntries(kinds.map((kind) => [kind.kind, kind as unknown as ProviderKind]));

/** The environment variable that must hold a provider's key; undefined when it needs none. */
export function keyVariable(settings: ProviderConfig): string | undefined {
  return byName[settings.kind]?.keyVariable?.(settings);
}

/** All environment variables that a provider needs. */
export function neededVariables(settings: ProviderConfig): string[] {
  const key = keyVariable(settings);
  return [...(key === undefined ? [] : [key]), ...(byName[settings.kind]?.variables?.(settings) ?? [])];
}

/** Files of the repository that decide its answers. */
export function providerFiles(settings: ProviderConfig): readonly ProviderFile[] {
  return byName[settings.kind]?.files?.(settings) ?? [];
}

export function pricingOf(settings: ProviderConfig): Pricing {
  return byName[settings.kind]?.pricing?.(settings);
}

/** What is wrong with the settings of providers beyond their shape, as breaches of `.promptops.yml`. */
export async function providerBreaches(providers: Readonly<Record<string, ProviderConfig>>): Promise<Breach[]> {
  const told = Object.entries(providers).map(async ([name, settings]) => {
    const breaches = (await byName[settings.kind]?.problems?.(settings)) ?? [];
    return breaches.map((breach) => ({ ...breach, path: ["providers", name, ...breach.path] }));
  });
  return (await Promise.all(told)).flat();
}

/** Why a provider cannot be sent this parameter of a prompt; undefined = it can. */
export function refusedParam(settings: ProviderConfig, param: string): string | undefined {
  return byName[settings.kind]?.refusesParam?.(settings, param);
}

/** Can it make vectors of texts, for comparing what they mean? */
export function hasEmbeddings(settings: ProviderConfig): boolean {
  return byName[settings.kind]?.embeds?.(settings) === true;
}

/** Tokens of an answer whose prompt sets no limit, where its kind sets one. */
export function assumedOutput(settings: ProviderConfig): number | undefined {
  return byName[settings.kind]?.assumedOutput;
}

/** How it counts pictures, where its kind knows. */
export function imageTokensOf(settings: ProviderConfig): ImageTokens | undefined {
  return byName[settings.kind]?.imageTokens;
}

/** Does it run a program of the repository's choosing? */
export function runsCode(settings: ProviderConfig): boolean {
  return byName[settings.kind]?.code === true;
}

/** Were its answers given and paid for before? */
export function isKept(settings: ProviderConfig): boolean {
  return byName[settings.kind]?.kept === true;
}

/** The name of the provider whose answers it gives; undefined when they are its own. */
export function standsFor(settings: ProviderConfig): string | undefined {
  return byName[settings.kind]?.standsFor?.(settings);
}
