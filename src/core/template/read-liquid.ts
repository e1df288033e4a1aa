import { analyzeSync, LiquidError, RenderTag, toValueSync, type Liquid, type Template } from "liquidjs";
import { parsingEngine } from "./parsing-engine.ts";

/** A name the text uses and does not set itself. */
export interface Reference {
  /** The variable, then what is asked of it: `["user", "name"]`; a part that another variable decides is undefined. */
  readonly segments: readonly (string | number | undefined)[];
  readonly line: number;
  readonly column: number;
}

/** A `{% render %}`. */
export interface PartialCall {
  /** Undefined when the name is computed, which is not allowed. */
  readonly name: string | undefined;
  readonly arguments: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** What a parsed text needs from outside. */
export interface LiquidReading {
  readonly references: readonly Reference[];
  readonly calls: readonly PartialCall[];
}

/** So many texts are remembered per engine: one prompt's are read by its loader, its check and its validators, one after the other. */
const remembered = 64;
const readings = new WeakMap<Liquid, Map<string, LiquidReading>>();

/** Parses one text and looks at every branch of it. @throws LiquidError as liquidjs does. */
export function readLiquid(engine: Liquid, text: string): LiquidReading {
  const known = readings.get(engine) ?? new Map<string, LiquidReading>();
  readings.set(engine, known);
  const reading = known.get(text) ?? read(engine, text);
  if (known.size >= remembered) known.clear();
  known.set(text, reading);
  return reading;
}

/** The same where unknown filters do not matter. Nearly all texts have none, and are then read as whoever checks them reads them: once. */
export function readLeniently(text: string): LiquidReading {
  try {
    return readLiquid(parsingEngine("collecting"), text);
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    return readLiquid(parsingEngine("lenient"), text);
  }
}

function read(engine: Liquid, text: string): LiquidReading {
  const templates = engine.parse(text);
  const { globals } = analyzeSync(templates, { partials: false });
  const references = Object.values(globals).flatMap((variables) =>
    variables.map(({ segments, location }) => ({
      segments: segments.map((segment) => (typeof segment === "object" ? undefined : segment)),
      line: location.row,
      column: location.col,
    })),
  );
  return { references: references.toSorted((a, b) => a.line - b.line || a.column - b.column), calls: [...calls(templates)] };
}

function* calls(templates: Iterable<Template>): Generator<PartialCall> {
  for (const template of templates) {
    if (template instanceof RenderTag) {
      const scope = template.partialScope();
      const [line, column] = template.token.getPosition() as [number, number];
      yield { name: scope?.name, arguments: [...(scope?.scope ?? [])].map((name) => (typeof name === "string" ? name : name[0])), line, column };
    } else if (template.children) {
      yield* calls(toValueSync(template.children(false, true)) as Template[]);
    }
  }
}
