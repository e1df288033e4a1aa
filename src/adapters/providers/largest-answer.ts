/** Bytes: no answer of a model is larger. */
export const largestAnswer = 32 * 1024 * 1024;
