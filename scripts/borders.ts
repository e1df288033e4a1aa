/** A folder of `src`: what it may import beside itself, and where a thing belongs that was wanted from it in the wrong place. */
interface Layer {
  readonly mayImport: readonly string[];
  /** Like `mayImport`, but only types. */
  readonly mayImportTypes?: readonly string[];
  /** Does nothing by itself: no file system, network, clock, randomness, environment, terminal. */
  readonly pure?: true;
  readonly belongs: string;
}

/** Who may import whom; `docs/architecture.md` draws it. */
export const layers: Readonly<Record<string, Layer>> = {
  core: {
    mayImport: [],
    pure: true,
    belongs: "Of core a command sees only types: an act belongs in src/services, a text in src/reporters.",
  },
  ports: {
    mayImport: ["core"],
    pure: true,
    belongs: "A decision takes values: let a service of src/services read them through the port and hand them in.",
  },
  reporters: {
    mayImport: ["core"],
    pure: true,
    belongs: "A text is made last: return the value, and let the command of src/commands hand it to the reporter.",
  },
  services: {
    mayImport: ["ports", "core"],
    pure: true,
    belongs: "A service is one intent, called by commands: what others share of it is a decision and belongs in src/core.",
  },
  adapters: {
    mayImport: ["ports", "core"],
    belongs: "Only src/cli/context.ts makes adapters: ask for the port of src/ports, and let the context hand it in.",
  },
  ui: {
    mayImport: ["core", "reporters"],
    belongs: "A view shows what it is given: let the command make it, or move the text to src/reporters.",
  },
  cli: {
    mayImport: ["core", "ports", "reporters", "services", "ui"],
    belongs: "The shell is the outermost layer: take what you need from it as an argument.",
  },
  commands: {
    mayImport: ["cli", "services", "reporters", "ui"],
    mayImportTypes: ["core", "ports"],
    belongs: "A command only asks: an act belongs in src/services, a decision in src/core, a text in src/reporters.",
  },
};

/** The one file that knows the adapters. */
export const compositionRoot = "src/cli/context.ts";

const impureModules = "child_process|cluster|dgram|dns|fs|http|http2|https|inspector|net|os|process|readline|repl|sqlite|timers|tls|tty|v8|vm|worker_threads";

const doesNothing = "This layer only works on values: do it in src/adapters, behind a port of src/ports.";

/** `no-restricted-imports` for one layer: everything its entry does not allow, each with the sentence that says where it belongs. */
export function importRules(name: string, extra: readonly string[] = []) {
  const { mayImport, mayImportTypes = [], pure }: Partial<Layer> & Pick<Layer, "mayImport"> = layers[name] ?? { mayImport: [] };
  const others = Object.keys(layers).filter((other) => other !== name && !mayImport.includes(other) && !extra.includes(other));
  const borders = others.map((other) => ({
    regex: `^(\\.\\./)+${other}/`,
    message: layers[other]?.belongs ?? "",
    allowTypeImports: mayImportTypes.includes(other),
  }));
  return { patterns: pure ? [...borders, { regex: `^(node:)?(${impureModules})(/|$)`, message: doesNothing }] : borders };
}

export const impureGlobals = ["process", "console", "fetch", "performance", "setTimeout", "setInterval", "setImmediate"].map((name) => ({
  name,
  message: doesNothing,
}));

export const impureProperties = [
  { object: "Date", property: "now", message: "Time is an argument: take it from the Clock of src/ports/clock.ts." },
  { object: "Math", property: "random", message: "Randomness is an argument: take it from the Random of src/ports/random.ts." },
  { object: "crypto", property: "randomUUID", message: "Randomness is an argument: take it from the Random of src/ports/random.ts." },
];
