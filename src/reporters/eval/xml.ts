/** Characters that XML 1.0 cannot hold, not even escaped. */
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };

/** Any text as the content of an element; what XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.replaceAll(impossible, "\ufffd").replaceAll(/[&<>\r]/g, (character) => escapes[character] ?? character);
}

/** `name="value" …` */
export function xmlAttributes(attributes: Readonly<Record<string, string>>): string {
  const escaped = (value: string) => value.replaceAll(impossible, "\ufffd").replaceAll(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character);
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(" ");
}
