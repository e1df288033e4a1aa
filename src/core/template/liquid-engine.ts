import { filters, Liquid, type Context, type FilterImplOptions } from "liquidjs";
import { insertedText } from "./inserted-text.ts";
import { joiningFilters, liquidFilters, liquidTags, textFilters } from "./liquid-vocabulary.ts";

/** Characters of all templates parsed in one go. */
const parseLimit = 200_000;
/** Milliseconds of one rendering, which normally takes a twentieth of one. */
const renderLimit = 500;
/** Characters and list items that one rendering may make on its way. */
const memoryLimit = 10_000_000;

/**
 * A Liquid engine that knows nothing but these partials: no file system, a fixed vocabulary, hard limits, and every
 * undefined variable an error (except in a condition and before `default`, where absent counts as false).
 *
 * @param parsing For checking: `collecting` goes on after a mistake and throws all of them together, `lenient` lets unknown filters pass.
 * @param inserted What becomes of a value where the template inserts it.
 */
export function liquidEngine(partials: Readonly<Record<string, string>>, parsing?: "collecting" | "lenient", inserted: Inserted = insertedText): Liquid {
  const engine = new Liquid({
    templates: Object.assign(Object.create(null) as Record<string, string>, partials),
    relativeReference: false,
    cache: true,
    strictVariables: true,
    strictFilters: parsing !== "lenient",
    ownPropertyOnly: true,
    lenientIf: true,
    outputEscape: inserted,
    catchAllErrors: parsing === "collecting",
    timezoneOffset: 0,
    locale: "en-US",
    parseLimit,
    renderLimit,
    memoryLimit,
  });
  keepOnly(engine.tags, liquidTags);
  keepOnly(engine.filters, liquidFilters);
  for (const name of textFilters) engine.registerFilter(name, onText(filters[name] as FilterFunction));
  for (const name of joiningFilters) engine.registerFilter(name, onTexts(filters[name] as FilterFunction));
  return engine;
}

/** From a value to the text that stands for it; `context.environments` is what the template was rendered with. */
export type Inserted = (this: { readonly context: Context }, value: unknown) => string;

type FilterFunction = (this: unknown, ...values: unknown[]) => unknown;

/** The filter with lists and objects made JSON first; by itself it would write `[object Object]`. */
function onText(filter: FilterFunction): FilterImplOptions {
  return function (...values) {
    return filter.apply(this, values.map(textOfObject));
  };
}

/** The same for the items of the list a filter joins. */
function onTexts(filter: FilterFunction): FilterImplOptions {
  return function (list: unknown, ...values) {
    return filter.call(this, Array.isArray(list) ? list.map(textOfObject) : list, ...(values as unknown[]));
  };
}

function textOfObject(value: unknown): unknown {
  return typeof value === "object" ? insertedText(value) : value;
}

function keepOnly(known: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(known)) if (!names.includes(name)) delete known[name];
}
