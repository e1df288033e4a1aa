import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { styleText } from "node:util";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "./stage.ts";

interface Arrival {
  /** Standard Webhooks' name of the delivery: the same over retries. */
  readonly id: string;
  readonly title: string;
}

/** A receiver on loopback. Its first visitor gets no answer before it is gone. */
async function receiver() {
  const arrivals: Arrival[] = [];
  let visited: () => void = () => undefined;
  const firstVisit = new Promise<void>((resolve) => (visited = resolve));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { title } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { title: string };
      arrivals.push({ id: String(request.headers["webhook-id"]), title });
      if (arrivals.length > 1) response.end("ok");
      visited();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/inbox`,
    arrivals,
    firstVisit,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A job that is due, run, killed in the middle of its delivery, recovered, and delivered again from the record. */
export async function deliveries(stage: Stage): Promise<void> {
  const inbox = await receiver();
  try {
    stage.say("What is released can be scheduled: every hour, a ticket to triage, delivered to a webhook.");
    writeFileSync(join(stage.work, "ticket.txt"), "I was charged twice for invoice 4411. Please give me one of them back.\n");
    stage.edit(
      ".promptops.yml",
      (text) => `${text}\ndestinations:\n  team:\n    kind: webhook\n    url: ${inbox.url}\n    allow_private: true\n`,
      "Deliver to the team's webhook",
    );
    stage.promptops(["new", "job", "triage", "--prompt", "support/triage", "--environment", "production", "--every", "1h", "--destination", "team"]);
    stage.edit("schedules/triage.yml", withTicket, "Triage a ticket every hour");
    stage.git(["push", "--quiet", "origin", "main"]);

    stage.say("Cron calls it. A new job never runs the past: it is noticed, and due from now on.");
    stage.promptops(["run-due"]);
    const next = new Date(Math.ceil((Date.now() + 1) / 3_600_000) * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
    stage.promptops(["jobs", "next", "-n", "3"]);

    stage.say("An hour later: the slot is claimed, the answer recorded, and the receiver has the message when somebody pulls the plug.");
    const tick = stage.start(["run-due", "--at", next]);
    await inbox.firstVisit;
    tick.kill("SIGKILL");
    await new Promise((resolve) => tick.once("close", resolve));
    process.stdout.write(styleText("dim", "(kill -9)\n"));

    stage.say("The next tick recovers: the model is not asked again, and the same delivery goes out under the same name, which the receiver can tell.");
    const later = new Date(Date.parse(next) + 600_000).toISOString().replace(/\.\d+Z$/, "Z");
    await stage.promptopsBeside(["run-due", "--at", later]);
    const [first, second, ...more] = inbox.arrivals;
    if (first?.id !== second?.id || more.length > 0) throw new Error(`The receiver saw ${JSON.stringify(inbox.arrivals)}.`);
    process.stdout.write(`The receiver saw two messages with one name: ${first?.id}\n`);
    await stage.promptopsBeside(["runs", "list"]);
    await stage.promptopsBeside(["deliveries", "list", "--all"]);

    stage.say("Somebody deleted it from the inbox. Delivered again from the record: a delivery of its own, and no model.");
    const run = `triage~${next.replaceAll(/[-:]/g, "")}`;
    await stage.promptopsBeside(["deliveries", "replay", run, "--reason", "deleted by mistake"]);
    const [, , third] = inbox.arrivals;
    if (third === undefined || third.id === first?.id) throw new Error(`The receiver saw ${JSON.stringify(inbox.arrivals)}.`);

    stage.say("Who did what, and is the record whole?");
    await stage.promptopsBeside(["audit", "log"]);
    await stage.promptopsBeside(["ledger", "verify"]);
  } finally {
    inbox.close();
  }
}

/** The job reads its ticket from a file of the commit. */
function withTicket(text: string): string {
  return text.replace(/^inputs:\n(?: .*\n)+/m, "inputs_from:\n  ticket: { file: ticket.txt }\n");
}
