import type { Json } from "../model/shape.ts";

/**
 * A CSV cell as a value of the type that is asked for. A cell that is none stays text, and the variable's schema says so.
 * @param type A JSON Schema type; `json-or-text` = JSON where it begins like an object, a list or a quoted text, or is a plain JSON word.
 */
export function cellValue(cell: string, type: unknown): { readonly value: Json; readonly fault?: string } {
  switch (type) {
    case "number":
    case "integer":
      return { value: /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(cell) ? Number(cell) : cell };
    case "boolean":
      return { value: /^\s*true\s*$/i.test(cell) ? true : /^\s*false\s*$/i.test(cell) ? false : cell };
    case "null":
      return { value: cell.trim() === "null" ? null : cell };
    case "array":
    case "object":
      return parsed(cell, true);
    case "json-or-text":
      return parsed(cell, /^\s*["[{]/.test(cell));
    default:
      return { value: cell };
  }
}

function parsed(cell: string, mustBeJson: boolean): { value: Json; fault?: string } {
  try {
    return { value: JSON.parse(cell) as Json };
  } catch {
    return { value: cell, ...(mustBeJson && { fault: "is no JSON" }) };
  }
}
