import { destinationKinds, type DestinationConfig } from "../destinations/registry.ts";
import { kinds } from "../providers/registry.ts";
import { GatePolicy } from "./gate-policy.ts";
import { Budget } from "./job.ts";
import { modelPattern, namePattern } from "./patterns.ts";
import { document, ModelId, Name, SchemaVersion, strict, tagged, Type, word, type Static } from "./shape.ts";

export const ProviderConfig = tagged(
  "kind",
  kinds.map(({ settings }) => settings),
);

/** US dollars per million tokens. */
export const Price = strict({
  input: Type.Number({ minimum: 0 }),
  output: Type.Number({ minimum: 0 }),
  cached_input: Type.Optional(Type.Number({ minimum: 0, description: "Input that came from a cache; as other input when absent." })),
  cache_write: Type.Optional(Type.Number({ minimum: 0, description: "Input that went into a cache; as other input when absent." })),
  cache_write_long: Type.Optional(
    Type.Number({ minimum: 0, description: "Input that went into a cache for longer than usual (an hour at Anthropic, twelve at OpenAI)." }),
  ),
  web_search: Type.Optional(Type.Number({ minimum: 0, description: "US dollars of one search; the provider's own price when absent." })),
});
export type Price = Static<typeof Price>;

const Moment = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?Z$", description: "UTC: `2026-12-24T00:00Z`." });
const Somebody = Type.String({
  pattern: "^(?:[^@\\s]+@[^@\\s]+|SHA256:[A-Za-z0-9+/]{43}|[0-9A-Fa-f]{40})$",
  description: "An e-mail, as `git config user.email` has it; or the fingerprint of a signing key: `SHA256:…` of SSH (`ssh-keygen -l`), 40 digits of OpenPGP.",
});
const People = (description: string) => Type.Array(Somebody, { minItems: 1, uniqueItems: true, description });

const named = <T extends import("typebox").TSchema>(schema: T, description: string) =>
  Type.Record(Type.String({ pattern: namePattern }), schema, { additionalProperties: false, description });

export const Environment = strict({
  description: Type.Optional(Type.String()),
  promotes_from: Type.Optional({ ...Name, description: "Only versions that are live there may come here." }),
  gate: Type.Optional(GatePolicy),
  namespaces: Type.Optional(
    named<typeof GatePolicy>(GatePolicy, "By the first segment of a prompt's id: what wins over `gate`, key by key; the prompt's manifest wins over both."),
  ),
  publishers: Type.Optional(People("Who may promote to it; everybody when absent.")),
  approvals: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 20,
      description:
        "So many people must have approved the version for this environment: others than who published it, or committed to the prompt since what is live there.",
    }),
  ),
  approvers: Type.Optional(People("Whose approval counts; everybody's when absent.")),
  branch: Type.Optional(Type.String({ pattern: "^(?!-)(?!.*\\.\\.)[A-Za-z0-9._/-]+$", description: "The version's commit must be on this branch: `main`." })),
  signed: Type.Optional(
    Type.Boolean({
      description: "The version's tag must carry a signature that git trusts here; so must approvals, and what whoever promotes would write: their own.",
    }),
  ),
  verify_on_read: Type.Optional(
    Type.Boolean({ description: "Jobs run what is live here only where git trusts the signature of its tag, on the machine that runs them." }),
  ),
  freeze: Type.Optional(
    Type.Array(strict({ from: Moment, to: Moment, reason: Type.String({ minLength: 1 }) }), {
      minItems: 1,
      description: "When nothing is promoted here. A rollback is always possible.",
    }),
  ),
});
export type Environment = Static<typeof Environment>;

export const Destination = tagged(
  "kind",
  destinationKinds.map(({ settings }) => settings),
);

/** What becomes of records when their days are over. */
export const Retention = strict({
  days: Type.Integer({ minimum: 1, maximum: 36_500 }),
  // oxlint-disable-next-line unicorn/no-thenable -- a word, never a function
  then: Type.Optional(
    word(["redact", "delete"], { default: "redact", description: "Take inputs, messages and outputs out of the record, or the whole record." }),
  ),
});
export type Retention = Static<typeof Retention>;

/** `.promptops.yml` */
export const Config = document(
  {
    schema_version: SchemaVersion,
    name: Type.Optional(Type.String({ description: "What the team calls this repository." })),
    providers: named<typeof ProviderConfig>(ProviderConfig, "Where models are: the part before `/` in a model's id."),
    prices: Type.Optional(
      Type.Record(Type.String({ pattern: modelPattern }), Price, {
        additionalProperties: false,
        description: "Prices of models the built-in table does not know, or that you negotiated.",
      }),
    ),
    environments: Type.Optional(named(Environment, "Where versions are live.")),
    release: Type.Optional(
      strict({
        target: Type.Optional({ ...Name, description: "The environment a publish is compared with, when none is named." }),
        remote: Type.Optional(
          Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$", default: "origin", description: "Where versions and the release log are pushed to." }),
        ),
      }),
    ),
    evaluation: Type.Optional(
      strict({
        concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 8, description: "Cases under way at once, over all providers." })),
        cache: Type.Optional(Type.Boolean({ default: true, description: "Answers that were given before are not paid again." })),
        reuse: Type.Optional(
          Type.Boolean({
            default: false,
            description:
              "`eval` takes over the cases that evidence proves, here or in the ledger, and runs only the others, as gates do; `--no-reuse` runs all of them.",
          }),
        ),
        judge: Type.Optional({ ...ModelId, description: "The model that judges where neither the assertion nor its suite names one." }),
        embeddings: Type.Optional({ ...ModelId, description: "The embedding model where the assertion names none." }),
        max_cost_usd: Type.Optional(
          Type.Number({ minimum: 0, description: "An evaluation stops before it would cost more, and so does `validate --semantic`." }),
        ),
        budgets: Type.Optional(
          Type.Boolean({
            default: false,
            description: "Evaluations count in `budgets` per day and month: what one may take at most is reserved before it, what it used is settled after it.",
          }),
        ),
      }),
    ),
    destinations: Type.Optional(named(Type.Unsafe<DestinationConfig>(Destination), "Where jobs deliver to.")),
    schedules_ref: Type.Optional(
      Type.String({
        pattern: "^(?!-)(?!.*\\.\\.)[A-Za-z0-9._/-]+$",
        description: "The branch, tag or commit whose schedules and configuration `run-due` acts on; the checked-out commit when absent.",
      }),
    ),
    ledger: Type.Optional(
      strict({
        remote: Type.Optional(
          Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$", description: "Where runners share the ledger; as `release.remote` when absent." }),
        ),
        without_remote: Type.Optional(
          word(["refuse", "local"], {
            default: "refuse",
            description: "When the remote cannot be reached: run nothing, since another host may hold the slot, or run and share later.",
          }),
        ),
        retention: Type.Optional(
          strict(
            {
              runs: Type.Optional(Retention),
              previews: Type.Optional(Retention),
              deliveries: Type.Optional(Retention),
              feedback: Type.Optional(Retention),
            },
            { description: "How long the contents of records are kept; `ledger prune` acts on it." },
          ),
        ),
      }),
    ),
    budgets: Type.Optional(
      strict({
        all: Type.Optional(Budget),
        namespaces: Type.Optional(named(Budget, "By the first segment of the prompt's id.")),
        providers: Type.Optional(named(Budget, "By the provider that is asked.")),
      }),
    ),
  },
  { title: "promptops project", description: "Providers, environments, destinations and defaults of a prompt repository." },
);
export type Config = Static<typeof Config>;
