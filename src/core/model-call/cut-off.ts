/** What became of an answer whose `finishReason` is `length`, as the end of a sentence. */
export const cutOff = "cut off by its length limit";

/** The same where something can be done about it. @param where Whose params they are: `model.params`. */
export function cutOffWithHint(where: string): string {
  return `${cutOff} (raise \`max_tokens\`, or what its provider calls it, in ${where})`;
}
