import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Model {
  /** Without a path. */
  readonly url: string;
  close(): void;
}

/** The model server in a process of its own, so that what it takes is not counted. */
export async function startModel(latencyMs: number): Promise<Model> {
  const child = fork(fileURLToPath(new URL("model-server.ts", import.meta.url)), [String(latencyMs)]);
  const [port] = (await once(child, "message")) as [number];
  return { url: `http://127.0.0.1:${port}`, close: () => child.disconnect() };
}
