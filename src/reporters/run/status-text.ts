import type { Paint } from "../paint.ts";

const colours: Readonly<Record<string, Parameters<Paint>[0]>> = {
  succeeded: "green",
  failed: "red",
  blocked: "red",
  late: "yellow",
  waiting: "yellow",
  running: "cyan",
  planned: "cyan",
  delivered: "green",
  pending: "yellow",
  held: "yellow",
  dead: "red",
  taken: "dim",
};

/** A run's status in its colour. */
export function statusText(status: string, paint: Paint): string {
  return paint(colours[status] ?? "dim", status);
}
