import { digestOf } from "../identity/digest.ts";

/** Marks texts as data inside a message. */
export interface DataFence {
  readonly open: string;
  readonly close: string;
  wrap(text: string): string;
}

/**
 * A fence for everything that one request shows as data. Its name is derived from that data: no text can close a fence whose name
 * depends on that text, and the same request has the same fence, so that its answer can be cached.
 */
export function dataFence(data: unknown): DataFence {
  const name = `data-${digestOf(data).slice(0, 16)}`;
  const [open, close] = [`<${name}>`, `</${name}>`];
  return { open, close, wrap: (text) => `${open}\n${text}\n${close}` };
}
