/** Small texts that ticks share and that can be made again: losing them costs time and no truth. */
export interface TickCache {
  /** Undefined when there is none, or none that can be read. */
  get(name: string): Promise<string | undefined>;
  /** Keeps it for the next tick; that it cannot be written is no error. */
  put(name: string, text: string): Promise<void>;
}
