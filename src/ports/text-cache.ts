/** Texts that can be made again: losing them costs time and no truth. */
export interface TextCache {
  /** Undefined when there is none, or none that can be read. */
  get(name: string): Promise<string | undefined>;
  /** Keeps it for the next process; that it cannot be written is no error. */
  put(name: string, text: string): Promise<void>;
}
