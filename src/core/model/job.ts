import { durationPattern, variablePattern } from "./patterns.ts";
import { AnyJson, document, EnvironmentVariable, Id, Name, RepositoryPath, SchemaVersion, strict, Type, word, type Static } from "./shape.ts";

export const Duration = Type.String({ pattern: durationPattern, description: "A whole number and s, m, h or d: `90s`, `6h`." });
const Instant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?Z$", description: "UTC: `2026-11-20T09:00Z`." });
const Day = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}(?:\\.\\.\\d{4}-\\d{2}-\\d{2})?$",
  description: "A day in the job's time zone, or a span of days: `2026-12-24..2026-12-26`.",
});
const Url = Type.String({ pattern: "^https?://\\S+$" });

/** A value that is fetched when the job runs: exactly one of file, command, http. What came is kept in the run's record. */
export const InputSource = strict({
  file: Type.Optional({ ...RepositoryPath, description: "A file of the commit that is run: its text, or its JSON for a variable that is no text." }),
  command: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description: "A program and its arguments, run in the repository's top without a shell; what it prints.",
    }),
  ),
  http: Type.Optional(
    strict({
      url: Type.Optional(Url),
      url_env: Type.Optional(EnvironmentVariable),
      header_env: Type.Optional(
        Type.Record(Type.String({ pattern: "^[A-Za-z0-9-]+$" }), EnvironmentVariable, {
          additionalProperties: false,
          description: "Header: environment variable that holds its value.",
        }),
      ),
      json_path: Type.Optional(Type.String({ minLength: 1, description: "What of a JSON answer is meant (RFC 9535)." })),
      allow_private: Type.Optional(Type.Boolean({ default: false, description: "Addresses of private networks may be asked." })),
    }),
  ),
  timeout: Type.Optional(Duration),
  max_bytes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, default: 1_000_000 })),
});
export type InputSource = Static<typeof InputSource>;

/** Ceilings; whatever is reached first blocks the run, which is recorded with the number that blocked it. */
export const Ceiling = strict({
  calls: Type.Optional(Type.Integer({ minimum: 0 })),
  tokens: Type.Optional(Type.Integer({ minimum: 0 })),
  usd: Type.Optional(Type.Number({ minimum: 0 })),
});
export const Budget = strict(
  { run: Type.Optional(Ceiling), day: Type.Optional(Ceiling), month: Type.Optional(Ceiling) },
  { description: "Per run, UTC day and UTC month." },
);
export type Budget = Static<typeof Budget>;

/** Where a job delivers to: a destination's name, or its name with what this job wants otherwise. */
export const JobDestination = strict({
  name: Name,
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  format: Type.Optional(word(["markdown", "text", "json"], { description: "`json`: the structured output alone." })),
  max_parts: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 5, description: "A longer text is cut, and says so." })),
});
export type JobDestination = Static<typeof JobDestination>;

/** `schedules/<job>.yml` */
export const Job = document(
  {
    schema_version: SchemaVersion,
    description: Type.Optional(Type.String()),
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: "Of what is delivered; the job's name when absent." })),
    prompt: Id,
    environment: Type.Optional({ ...Name, description: "The version that is live there when the slot is claimed." }),
    version: Type.Optional(Type.String({ description: "An exact version instead of an environment." })),
    inputs: Type.Optional(Type.Record(Type.String({ pattern: variablePattern }), AnyJson, { additionalProperties: false })),
    inputs_from: Type.Optional(Type.Record(Type.String({ pattern: variablePattern }), InputSource, { additionalProperties: false })),
    cron: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    every: Type.Optional({ ...Duration, description: "Counts from `start`, else from the epoch: `6h`." }),
    timezone: Type.Optional(Type.String({ default: "UTC", description: "IANA name: `Europe/Berlin`." })),
    start: Type.Optional(Instant),
    end: Type.Optional(Instant),
    exclude: Type.Optional(Type.Array(Day, { minItems: 1 })),
    catch_up: Type.Optional(
      strict({
        policy: Type.Optional(
          word(["latest", "all", "skip"], {
            default: "latest",
            description: "Of the slots that were missed: the newest, all of them, or only one that is hardly late.",
          }),
        ),
        window: Type.Optional({ ...Duration, description: "How late a slot may still be run: `6h` when absent, with `skip` `5m`." }),
      }),
    ),
    overlap: Type.Optional(word(["skip", "queue"], { default: "skip", description: "What becomes of a slot while the run before it goes on." })),
    jitter: Type.Optional({ ...Duration, description: "Each slot waits for a part of this, always the same part." }),
    paused: Type.Optional(strict({ reason: Type.String({ minLength: 1 }), until: Type.Optional(Instant) })),
    max_consecutive_failures: Type.Optional(Type.Integer({ minimum: 1, default: 10 })),
    timeout: Type.Optional({ ...Duration, description: "Of a whole run, inputs and retries included: `10m` when absent." }),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, default: 2, description: "Further tries within the timeout when the provider is out." })),
    budget: Type.Optional(Budget),
    heartbeat: Type.Optional(
      strict({
        url: Type.Optional(Url),
        url_env: Type.Optional({
          ...EnvironmentVariable,
          description: "Is asked at the end of a good run; with `/start` and `/fail` at its end before a run and after a failed one.",
        }),
        allow_private: Type.Optional(Type.Boolean({ default: false, description: "It may be an address of a private network." })),
      }),
    ),
    destinations: Type.Optional(
      Type.Unsafe<(string | JobDestination)[]>({
        type: "array",
        minItems: 1,
        items: { anyOf: [Name, JobDestination] },
        description: "Names, or objects with a name.",
      }),
    ),
    requires_green_eval: Type.Optional(
      Type.Boolean({ description: "Run only a version whose release had a passing gate; true when absent and something is delivered to other people." }),
    ),
  },
  { title: "promptops job", description: "A schedule, a released prompt, its inputs and its destinations." },
);
export type Job = Static<typeof Job>;

/** The destinations of a job in one form. */
export function destinationsOf({ destinations = [] }: Pick<Job, "destinations">): readonly JobDestination[] {
  return destinations.map((each) => (typeof each === "string" ? { name: each } : each));
}
