import { Type } from "../model/shape.ts";

/** What every provider may say, whatever its kind. */
export const limitFields = {
  timeout_seconds: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 3600, default: 60, description: "Per attempt." })),
  max_retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 20, default: 3, description: "Only after 408, 409, 429, 5xx and network failures." })),
  concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 8, description: "Calls under way at once." })),
};
