import type { Liquid } from "liquidjs";
import { liquidEngine } from "./liquid-engine.ts";

type Parsing = NonNullable<Parameters<typeof liquidEngine>[1]>;

const engines = new Map<Parsing, Liquid>();

/** An engine that only parses. Parsing leaves nothing behind in it, so one serves all texts; making one takes longer than parsing most of them. */
export function parsingEngine(parsing: Parsing): Liquid {
  const engine = engines.get(parsing) ?? liquidEngine({}, parsing);
  engines.set(parsing, engine);
  return engine;
}
