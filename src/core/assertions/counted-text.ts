/** A text that counts how often somebody looks at its characters, and stops whoever looks too often. */
export class CountedText extends String {
  #left: number;
  readonly #tooOften: () => Error;

  constructor(text: string, most: number, tooOften: () => Error) {
    super(text);
    this.#left = most;
    this.#tooOften = tooOften;
  }

  override charAt(at: number): string {
    this.#look();
    return super.charAt(at);
  }

  override charCodeAt(at: number): number {
    this.#look();
    return super.charCodeAt(at);
  }

  /** The parsers use it, whatever has been said against it. */
  override substr(from: number, length?: number): string {
    this.#look();
    return super.slice(from, length === undefined ? undefined : from + length);
  }

  #look(): void {
    this.#left -= 1;
    if (this.#left < 0) throw this.#tooOften();
  }
}
