import { AnyJson, document, Id, Name, SchemaVersion, strict, Type, variablePattern, word, type Static } from "./shape.ts";

const Duration = Type.String({ pattern: "^[1-9][0-9]*(?:s|m|h|d)$", description: "A whole number and s, m, h or d: `90s`, `6h`." });
const Instant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?Z$", description: "UTC: `2026-11-20T09:00Z`." });

/** `schedules/<job>.yml` */
export const Job = document(
  {
    schema_version: SchemaVersion,
    description: Type.Optional(Type.String()),
    prompt: Id,
    environment: Type.Optional(Name),
    version: Type.Optional(Type.String({ description: "An exact version instead of an environment." })),
    inputs: Type.Optional(Type.Record(Type.String({ pattern: variablePattern }), AnyJson, { additionalProperties: false })),
    cron: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    every: Type.Optional(Duration),
    timezone: Type.Optional(Type.String({ default: "UTC", description: "IANA name: `Europe/Berlin`." })),
    start: Type.Optional(Instant),
    end: Type.Optional(Instant),
    catch_up: Type.Optional(strict({ policy: Type.Optional(word(["latest", "all", "skip"], { default: "latest" })), window: Type.Optional(Duration) })),
    overlap: Type.Optional(word(["skip", "queue"], { default: "skip" })),
    jitter: Type.Optional(Duration),
    paused: Type.Optional(strict({ reason: Type.String({ minLength: 1 }), until: Type.Optional(Instant) })),
    max_consecutive_failures: Type.Optional(Type.Integer({ minimum: 1, default: 10 })),
    timeout: Type.Optional(Duration),
    destinations: Type.Optional(Type.Array(Name, { minItems: 1, uniqueItems: true })),
  },
  { title: "promptops job", description: "A schedule, a released prompt, its inputs and its destinations." },
);
export type Job = Static<typeof Job>;
