import { CaptureTag, evalToken, ForTag, type Context, type Emitter, type FilterImplOptions, type Liquid, type Template } from "liquidjs";
import { insertedText } from "../template/inserted-text.ts";
import { liquidEngine } from "../template/liquid-engine.ts";
import { fenceIn, trusting, untrusted, untrustedIfFenced, UntrustedText } from "./untrusted-value.ts";

type FilterFunction = (this: unknown, ...values: unknown[]) => unknown;

/** The engine of `liquidEngine` for prompts with untrusted values: what a template inserts of one is fenced, whatever it makes of it before. */
export function fencingEngine(partials: Readonly<Record<string, string>>): Liquid {
  const engine = liquidEngine(partials, undefined, fencedText);
  for (const [name, filter] of Object.entries(engine.filters)) {
    if (typeof filter === "function") engine.registerFilter(name, onUntrusted(filter as FilterFunction));
  }
  engine.registerTag("for", ListLoop);
  engine.registerTag("capture", FencedCapture);
  return engine;
}

/** A value as it stands in the text, in its fence when any of it is untrusted. */
export function fencedText(value: unknown): string {
  const text = insertedText(value);
  return fenceIn(value)?.wrap(text) ?? text;
}

/** The filter on plain values; one untrusted value among them makes its result untrusted. */
function onUntrusted(filter: FilterFunction): FilterImplOptions {
  return function* (...values: unknown[]): Generator<unknown, unknown, unknown> {
    const fence = fenceIn(values);
    const result = yield filter.apply(this, fence === undefined ? values : values.map(trusting));
    return fence === undefined ? result : untrusted(result, fence);
  } as FilterImplOptions;
}

/** A loop over a text or an object would hand out parts of it as plain texts. */
class ListLoop extends ForTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void | string, Template[]> {
    const over: unknown = yield evalToken(this.collection, context);
    if (over instanceof UntrustedText || (!Array.isArray(over) && fenceIn(over) !== undefined))
      throw new Error("an untrusted value is looped over only when it is a list");
    return yield* super.render(context, emitter);
  }
}

/** A captured text that holds untrusted values is one itself: a filter could cut it out of its fences. */
class FencedCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield* super.render(context);
    const scope = context.bottom();
    const text: unknown = scope[this.variable];
    if (typeof text === "string") scope[this.variable] = untrustedIfFenced(text);
  }
}
