import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination } from "../../ports/destination.ts";
import { secretOf, type DestinationPorts } from "./destination-ports.ts";

const timeoutMs = 30_000;
/** Up to here the server has taken nothing of the mail. */
const beforeData = new Set(["CONN", "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL FROM", "RCPT TO"]);

/** Nodemailer is loaded with the first mail. */
export function email(name: string, settings: DestinationSettings<"email">, ports: DestinationPorts): Destination["send"] {
  const { host, port, tls = "required", user_env: userVariable, password_env: passwordVariable, from, to } = settings;
  return async ({ intent, part, payload, traceparent }) => {
    const auth =
      userVariable === undefined || passwordVariable === undefined
        ? {}
        : { auth: { user: secretOf(ports, name, userVariable), pass: secretOf(ports, name, passwordVariable) } };
    const { createTransport } = await import("nodemailer");
    const transport = createTransport({
      host,
      port: port ?? (tls === "implicit" ? 465 : 587),
      secure: tls === "implicit",
      requireTLS: tls === "required",
      ignoreTLS: tls === "none",
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...auth,
    });
    const { subject, text, html } = JSON.parse(payload.body) as { readonly subject: string; readonly text: string; readonly html: string };
    try {
      const messageId = `<${intent}.${part}@${from.slice(from.indexOf("@") + 1)}>`;
      await transport.sendMail({
        from,
        to: [...to],
        subject: subject.replaceAll(/[\r\n]+/g, " "),
        text,
        html,
        messageId,
        headers: { "X-Promptops-Delivery": intent, Traceparent: traceparent },
      });
      return { outcome: "delivered", externalId: messageId };
    } catch (error) {
      return outcomeOf(error, ports.redact);
    } finally {
      transport.close();
    }
  };
}

/** 4xx is for later, 5xx for never; a connection that breaks after the mail was begun leaves everything open. */
function outcomeOf(error: unknown, redact: (text: string) => string): AttemptOutcome {
  const { responseCode, command, code, message } = error as {
    readonly responseCode?: number;
    readonly command?: string;
    readonly code?: string;
    readonly message?: string;
  };
  const sentence = `The mail server said: ${redact((message ?? String(error)).replaceAll(/\s+/g, " ")).slice(0, 200)}`;
  const status = responseCode === undefined ? {} : { status: responseCode };
  if (responseCode !== undefined && responseCode >= 500)
    return { outcome: "refused", sentence, ...status, ...(code === "EAUTH" ? { wholeDestination: true } : {}) };
  if (responseCode !== undefined && responseCode >= 400) return { outcome: "retry", sentence, ...status };
  return {
    outcome: command !== undefined && beforeData.has(command) ? "retry" : code === "ECONNECTION" || code === "EDNS" || code === "ETLS" ? "retry" : "unknown",
    sentence,
  };
}
