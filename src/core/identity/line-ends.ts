/** The text with LF line ends, so that a checkout on another system is the same prompt. */
export function withLf(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}
