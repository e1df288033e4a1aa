import { Type } from "../model/shape.ts";

/** What every provider may say, whatever its kind. */
export const limitFields = {
  timeout_seconds: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 3600, default: 60, description: "Per attempt." })),
  max_retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 20, default: 3, description: "Only after 408, 409, 429, 5xx and network failures." })),
  concurrency: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 8,
      description: "Calls under way at once, at most; fewer for a while after the provider said that it has too much to do.",
    }),
  ),
  rpm: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, description: "Attempts a minute, spread evenly. No limit when absent." })),
  tpm: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10_000_000_000, description: "Tokens a minute, estimated before a call and counted after it. No limit when absent." }),
  ),
};
