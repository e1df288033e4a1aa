import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  /** Who said to be there, and whether the connection was encrypted. */
  readonly user: string | undefined;
  readonly secure: boolean;
}

/** What the server does with a mail that it has read whole. */
export type Fate = "take" | "hang" | "cut" | Error;

export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** What it does from now on. */
  does(fate: Fate): void;
  /** What it says to the next envelope: addresses it refuses, with which code. */
  refuses(address: string, code: number): void;
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** An SMTP answer of a code. */
export function smtpError(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

/** A real mail server on loopback. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const refused = new Map<string, number>();
  let fate: Fate = "take";
  const sockets = new Set<{ destroy(): void }>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 1,
    onRcptTo({ address }, _session, done) {
      const code = refused.get(address);
      done(code === undefined ? null : smtpError(code, `no ${address} here`));
    },
    onData(stream, session, done) {
      void (async () => {
        const chunks = await Array.fromAsync(stream as AsyncIterable<Buffer>);
        const { mailFrom, rcptTo } = session.envelope;
        const text = Buffer.concat(chunks).toString("utf8");
        const from = mailFrom === false ? "" : mailFrom.address;
        mails.push({ from, to: rcptTo.map(({ address }) => address), text, user: session.user as string | undefined, secure: session.secure });
        if (fate === "take") done(null);
        else if (fate instanceof Error) done(fate);
        else if (fate === "cut") for (const socket of sockets) socket.destroy();
      })();
    },
    ...options,
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket) => sockets.add(socket));
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  return {
    port: (listening.address() as AddressInfo).port,
    mails,
    does: (next) => {
      fate = next;
    },
    refuses: (address, code) => void refused.set(address, code),
    close,
    async until(count) {
      while (mails.length < count) await setImmediate();
    },
  };
}
