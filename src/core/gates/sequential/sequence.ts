/** The order in which a sequential gate counts its cases, and how far the calls have come. */
export interface Sequence {
  /** Whoever knows it can lay the same cases out in the same order. */
  readonly seed: string;
  /** Keys of every case that decides, `core/late-1`; cases of one group stand together and count together. Not empty. */
  readonly units: readonly (readonly string[])[];
  /** Answers of models: how many running every case on both sides takes beyond what is known already, and how many were asked for. */
  readonly calls: { readonly planned: number; readonly made: number };
}
