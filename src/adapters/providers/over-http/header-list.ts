/**
 * `Headers` as far as SDKs use it (https://fetch.spec.whatwg.org/#headers-class), in the order in which they were given. Node's own comes
 * with all of its `fetch`, which takes longer to load than a command to start, and checks what `node:http` checks once more.
 */
export class HeaderList implements Pick<Headers, "append" | "delete" | "entries" | "get" | "has" | "keys" | "set" | "values"> {
  readonly #values = new Map<string, string>();

  constructor(given: Iterable<readonly [string, string]> | Readonly<Record<string, string>> = []) {
    for (const [name, value] of isList(given) ? given : Object.entries(given)) this.append(name, value);
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.#values.set(name.toLowerCase(), before === null ? trimmed(value) : `${before}, ${trimmed(value)}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), trimmed(value));
  }

  entries(): MapIterator<[string, string]> {
    return this.#values.entries();
  }

  keys(): MapIterator<string> {
    return this.#values.keys();
  }

  values(): MapIterator<string> {
    return this.#values.values();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }
}

function isList(given: object): given is Iterable<readonly [string, string]> {
  return Symbol.iterator in given;
}

/** Without the white space that HTTP allows around it. */
function trimmed(value: string): string {
  return String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
}
