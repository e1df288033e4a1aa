import type { Json } from "../model/shape.ts";

/** Collections of one answer as somebody may look at them, every look counted. */
export interface CountedJson {
  /** The same value; its collections tell of every look at their parts. */
  readonly counted: (value: Json) => Json;
  /** What a counted value stands for. */
  readonly plain: (value: Json) => Json;
}

/** @param look Called for every part of a collection that is looked at; may throw to stop whoever looks. */
export function countedJson(look: (parts: number) => void): CountedJson {
  const proxies = new WeakMap<object, object>();
  const targets = new WeakMap<object, object>();
  const handler: ProxyHandler<object> = {
    get(target, key) {
      look(1);
      return counted(Reflect.get(target, key) as Json);
    },
    ownKeys(target) {
      const keys = Reflect.ownKeys(target);
      look(keys.length);
      return keys;
    },
  };

  function counted(value: Json): Json {
    if (typeof value !== "object" || value === null) return value;
    const proxy = proxies.get(value) ?? new Proxy(value, handler);
    proxies.set(value, proxy);
    targets.set(proxy, value);
    return proxy as Json;
  }

  return { counted, plain: (value) => (typeof value === "object" && value !== null ? ((targets.get(value) ?? value) as Json) : value) };
}
