/** The text with a full stop, where it has no end of its own: another sentence may follow. */
export function sentenceEnd(text: string): string {
  return text === "" || /[.!?…]["'”)\]]?$/.test(text) ? text : `${text}.`;
}
