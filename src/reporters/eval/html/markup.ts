/** Text that is HTML already; everything else is escaped where it is inserted. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Insertable = string | number | Markup | undefined | false | readonly Insertable[];

/** Characters that HTML cannot hold, and those that turn the direction of writing around what stands beside them. */
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** HTML with values in it: a text is only ever text, in an element and in a quoted attribute. Nothing is inserted for undefined and false. */
export function html(strings: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  return new Markup(strings.map((text, at) => text + inserted(values[at])).join(""));
}

function inserted(value: Insertable): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(inserted).join("");
  return escaped(String(value));
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unprintable, "\ufffd")
    .replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}
