import { providerOf } from "../../model-call/provider-of.ts";
import { destinationKindOf } from "../../destinations/registry.ts";
import { providerFiles } from "../../providers/registry.ts";
import type { Config } from "../config.ts";
import { embeddingsExist } from "./embeddings-exist.ts";
import { exactlyOne, knownName, suggestion, type Rule } from "./rule.ts";
import { unreachableUrl } from "./unreachable-url.ts";

/** What the configuration is checked against. */
export interface ConfigContext {
  /** Files that providers read, as far as they are there; undefined when nobody looked. */
  readonly providerFiles: ReadonlySet<string> | undefined;
}

type ConfigRule = Rule<Config, ConfigContext>;

const promotionNamesEnvironments: ConfigRule = function* ({ environments = {} }) {
  for (const [name, { promotes_from: from }] of Object.entries(environments)) {
    if (from !== undefined) yield* knownName(from, Object.keys(environments), "environment", ["environments", name, "promotes_from"]);
  }
};

const promotionHasNoCycle: ConfigRule = function* ({ environments = {} }) {
  for (const name of Object.keys(environments)) {
    const way = [name];
    for (let from = promotesFrom(environments, name); from !== undefined && from !== name && !way.includes(from); from = promotesFrom(environments, from))
      way.push(from);
    const closes = promotesFrom(environments, way.at(-1) ?? name) === name;
    // Said once per circle, at the name that comes first.
    if (closes && way.every((other) => other >= name))
      yield {
        rule: "cycle",
        path: ["environments", name, "promotes_from"],
        message: `Environments promote from one another in a circle: ${[...way, name].join(" ← ")}.`,
        hint: "One of them must be first: remove its `promotes_from`.",
      };
  }
};

function promotesFrom(environments: NonNullable<Config["environments"]>, name: string): string | undefined {
  return Object.hasOwn(environments, name) ? environments[name]?.promotes_from : undefined;
}

const releaseTargetExists: ConfigRule = function* ({ release, environments = {} }) {
  if (release?.target !== undefined) yield* knownName(release.target, Object.keys(environments), "environment", ["release", "target"]);
};

const pricesNameProviders: ConfigRule = function* ({ prices = {}, providers }) {
  for (const model of Object.keys(prices)) {
    const provider = model.slice(0, model.indexOf("/"));
    if (Object.hasOwn(providers, provider)) continue;
    yield {
      rule: "unknown-provider",
      path: ["prices", model],
      onKey: true,
      message: `There is no provider \`${provider}\`.`,
      ...suggestion(provider, Object.keys(providers)),
    };
  }
};

const modelsNameProviders: ConfigRule = function* ({ evaluation = {}, providers }) {
  for (const key of ["judge", "embeddings"] as const) {
    const model = evaluation[key];
    if (model === undefined) continue;
    yield* knownName(providerOf(model), Object.keys(providers), "provider", ["evaluation", key]);
    if (key === "embeddings") yield* embeddingsExist(model, providers, ["evaluation", key]);
  }
};

const destinationsAreComplete: ConfigRule = function* ({ destinations = {} }) {
  for (const [name, destination] of Object.entries(destinations)) {
    const { oneOf = [], together = [] } = destinationKindOf(destination);
    for (const keys of oneOf) yield* exactlyOne(destination, keys, ["destinations", name]);
    for (const keys of together) {
      const missing = keys.filter((key) => !Object.hasOwn(destination, key));
      if (missing.length > 0 && missing.length < keys.length)
        yield {
          rule: "incomplete",
          path: ["destinations", name],
          message: `${keys.map((key) => `\`${key}\``).join(" and ")} belong together, and ${missing.map((key) => `\`${key}\``).join(", ")} is missing.`,
          hint: "Give both or neither.",
        };
    }
  }
};

const destinationsCanBeCalled: ConfigRule = function* ({ destinations = {} }) {
  for (const [name, destination] of Object.entries(destinations))
    if (destination.kind === "webhook") yield* unreachableUrl(destination, ["destinations", name], false);
};

const providerFilesExist: ConfigRule = function* ({ providers }, { providerFiles: there }) {
  if (there === undefined) return;
  for (const [name, provider] of Object.entries(providers)) {
    for (const { path, at, folder = false, maybe = false } of providerFiles(provider)) {
      if (maybe || (folder ? [...there].some((file) => file.startsWith(`${path}/`)) : there.has(path))) continue;
      const message = folder ? `There is no folder \`${path}\`, or nothing in it.` : `There is no file \`${path}\`.`;
      yield { rule: "missing-file", path: ["providers", name, ...at], message, hint: "Paths count from the repository's top." };
    }
  }
};

export const configRules: readonly ConfigRule[] = [
  promotionNamesEnvironments,
  promotionHasNoCycle,
  releaseTargetExists,
  pricesNameProviders,
  modelsNameProviders,
  destinationsAreComplete,
  destinationsCanBeCalled,
  providerFilesExist,
];
