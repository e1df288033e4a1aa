import { Readable } from "node:stream";

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly tls: "implicit" | "required" | "none";
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  /** Milliseconds for connecting, and for every silence after it. */
  readonly timeoutMs: number;
}

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** The whole message, headers included. */
  readonly message: Buffer;
}

/** How a mail ended. `begun`: the server had begun to take the message, so without its word nobody knows. */
export type MailEnd = { readonly ok: true; readonly rejected: readonly string[] } | { readonly ok: false; readonly begun: boolean; readonly error: unknown };

/**
 * One mail over one connection. Nodemailer's transports do not say whether a connection that broke had begun to send the message, and that
 * is what decides whether it may be sent again; so this goes one floor deeper, to its connection.
 */
export async function sendMail({ host, port, tls, auth, timeoutMs }: MailServer, { from, to, message }: Mail, signal?: AbortSignal): Promise<MailEnd> {
  const { default: SMTPConnection } = await import("nodemailer/lib/smtp-connection");
  const connection = new SMTPConnection({
    host,
    port,
    secure: tls === "implicit",
    requireTLS: tls === "required",
    ignoreTLS: tls === "none",
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  });
  let begun = false;
  // Read only when the server has said that it takes it.
  const stream = new Readable({
    read() {
      begun = true;
      this.push(message);
      this.push(null);
    },
  });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Error("it was stopped"));
  connection.on("error", reject);
  connection.on("end", () => reject(new Error("the connection was closed")));
  signal?.addEventListener("abort", stop, { once: true });
  const step = <T>(start: (done: (error: Error | null | undefined, value?: T) => void) => void) =>
    Promise.race([broken, new Promise<T | undefined>((resolve, failed) => start((error, value) => (error ? failed(error) : resolve(value))))]);
  try {
    signal?.throwIfAborted();
    await step((done) => connection.connect(done));
    if (auth !== undefined) await step((done) => connection.login({ credentials: { ...auth } }, done));
    const info = await step<{ readonly rejected: readonly string[] }>((done) =>
      connection.send({ from, to: [...to], size: message.length }, stream, (error, value) => done(error, value)),
    );
    connection.quit();
    return { ok: true, rejected: info?.rejected ?? [] };
  } catch (error) {
    return { ok: false, begun, error };
  } finally {
    signal?.removeEventListener("abort", stop);
    broken.catch(() => undefined);
    connection.close();
  }
}
