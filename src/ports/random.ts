/** Randomness that decides nothing a record depends on: jitter, nonces, temporary names. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** `bytes` random bytes in hexadecimal. */
  hex(bytes: number): string;
}
