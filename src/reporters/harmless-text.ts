/** Control characters but tab and the ends of lines, and those that turn the direction of writing or end a line for some readers. */
const harmful = /\r\n|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;
/** The same where colours are ours: the codes that `paintFor` writes stay. */
const harmfulButColors = /\u001b\[(?:[1-4]|2[2-4]|3[0-9]|9[0-7])m|\r\n|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;

/**
 * A text in which nothing can move the cursor, ring, set a title, or paint over what stands around it, whoever wrote it: such characters are
 * shown as `\u001b`, which a JSON document reads back as what it was.
 * @param options.color Let colours pass.
 */
export function harmlessText(text: string, { color = false }: { readonly color?: boolean } = {}): string {
  return text.replaceAll(color ? harmfulButColors : harmful, (found) => (found.length > 1 ? found : escaped(found)));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
