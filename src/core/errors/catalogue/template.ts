import type { CatalogueEntry } from "../catalogue-entry.ts";

export const templateErrors = {
  "invalid-template": { exit: "usage", hint: "Mend the template at the places listed, then run `promptops validate`." },
  "template-failed": { exit: "usage", hint: "Look at the place named: the template asks for something these values do not have." },
  "template-limit": { exit: "usage", hint: "Templates are for text of a prompt's size: shorten the loop, or prepare the value before it is given." },
  "invalid-variables": { exit: "usage", hint: "Look at `variables` in the prompt's document: it says what each one takes." },
  "unexpected-history": { exit: "usage", hint: "Add `- history: true` to the prompt's messages where the conversation belongs, or give none." },
  "invalid-attachment": { exit: "usage", hint: "An attachment is a file of the repository, an https URL, or base64 data with its media_type." },
  "invalid-values-file": {
    exit: "usage",
    hint: "Variables are a YAML or JSON map of names to values; a history is a list of `{ role: user|assistant, content }`.",
  },
  "no-such-file": { exit: "usage", hint: "Paths count from the folder where you are; `-` reads standard input." },
  "invalid-text": { exit: "usage", hint: "Save the file as UTF-8, and remove lone `\\uD800`–`\\uDFFF` escapes." },
} as const satisfies Record<string, CatalogueEntry>;
