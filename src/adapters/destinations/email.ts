import type { DestinationSettings } from "../../core/destinations/registry.ts";
import type { AttemptOutcome, Destination } from "../../ports/destination.ts";
import { now, secretOf, type DestinationPorts } from "./destination-ports.ts";
import { sendMail, type MailEnd } from "./send-mail.ts";

const usualTimeoutMs = 30_000;

/** What `core/destinations/email.ts` freezes of a mail. */
interface FrozenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly { readonly filename: string; readonly content: string; readonly contentType: string }[];
}

/** Nodemailer is loaded with the first mail. */
export function email(name: string, settings: DestinationSettings<"email">, ports: DestinationPorts): Destination["send"] {
  const { host, tls = "required", user_env: userVariable, password_env: passwordVariable, from, to } = settings;
  const { port = tls === "implicit" ? 465 : 587 } = settings;
  const { timeoutMs = usualTimeoutMs, redact } = ports;
  return async ({ intent, part, payload, traceparent }, signal) => {
    if (tls === "none" && !/^(?:localhost|127\.0\.0\.1|::1)$/.test(host))
      return { outcome: "refused", sentence: `Without TLS only a mail server on this machine is used, and ${host} is none.` };
    const auth =
      userVariable === undefined || passwordVariable === undefined
        ? undefined
        : { user: secretOf(ports, name, userVariable), pass: secretOf(ports, name, passwordVariable) };
    const { subject, text, html, attachments = [] } = JSON.parse(payload.body) as FrozenMail;
    const messageId = `<${intent}.${part}@${from.slice(from.indexOf("@") + 1)}>`;
    const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
    const message = await new MailComposer({
      from,
      to: [...to],
      subject: subject.replaceAll(/[\r\n]+/g, " "),
      text,
      html,
      attachments: attachments.map((each) => ({ ...each, encoding: "base64" })),
      messageId,
      date: new Date(now(ports)),
      headers: { "X-Promptops-Delivery": intent, Traceparent: traceparent },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
    return outcomeOf(await sendMail({ host, port, tls, auth, timeoutMs }, { from, to, message }, signal), messageId, redact);
  };
}

/** 4xx is for later, 5xx for never; a connection that breaks after the mail was begun leaves everything open. */
function outcomeOf(end: MailEnd, messageId: string, redact: (text: string) => string): AttemptOutcome {
  if (end.ok) {
    const left = end.rejected.length === 0 ? {} : { sentence: `The mail server did not take it for ${end.rejected.join(", ")}.` };
    return { outcome: "delivered", externalId: messageId, ...left };
  }
  const {
    responseCode,
    code,
    message = String(end.error),
  } = end.error as { readonly responseCode?: number; readonly code?: string; readonly message?: string };
  const words = redact(message.replaceAll(/\s+/g, " ")).slice(0, 200);
  const status = responseCode === undefined ? {} : { status: responseCode };
  // A server that cannot encrypt today was not asked for anything yet.
  if (code === "ETLS") return { outcome: "retry", sentence: `The mail server could not be used: ${words}.`, wholeDestination: true };
  if (responseCode !== undefined && responseCode >= 500)
    return { outcome: "refused", sentence: `The mail server said: ${words}`, ...status, ...(code === "EAUTH" ? { wholeDestination: true } : {}) };
  if (responseCode !== undefined && responseCode >= 400) return { outcome: "retry", sentence: `The mail server said: ${words}`, ...status };
  if (end.begun) return { outcome: "unknown", sentence: `The mail was sent, and no answer came back: ${words}.` };
  if (code === "EMESSAGE" || code === "EENVELOPE") return { outcome: "refused", sentence: `The mail cannot be sent: ${words}.` };
  return { outcome: "retry", sentence: `The mail server could not be used: ${words}.` };
}
