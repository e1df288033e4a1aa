import { describe, expect, it } from "vitest";
import type { DestinationSettings } from "../../src/core/destinations/registry.ts";
import { selfSigned, trust } from "../helpers/certificate.ts";
import { opened, ports, secrets, sendInput } from "../helpers/destination-peers.ts";
import { mailServer, smtpError, type MailServer } from "../helpers/mail-server.ts";
import { destinationContract, type DestinationPeer } from "./destination.ts";

type Settings = Partial<DestinationSettings<"email">>;

function settingsFor(port: number, more: Settings = {}): DestinationSettings<"email"> {
  return { kind: "email", host: "127.0.0.1", port, tls: "none", from: "runner@example.com", to: ["ada@example.com"], ...more };
}

async function peer(more: Settings = {}): Promise<DestinationPeer & { readonly server: MailServer }> {
  const server = await mailServer();
  const settings = settingsFor(server.port, more);
  return {
    server,
    send: await opened(settings),
    input: await sendInput(settings),
    secrets: Object.values(secrets),
    taken: () => server.mails.length,
    accepts: () => server.does("take"),
    isBusy: () => server.does(smtpError(451, "try again later")),
    refuses: () => server.does(smtpError(554, `no, ${secrets.PASSWORD}`)),
    hangs: () => server.does("hang"),
    cuts: () => server.does("cut"),
    arrival: () => server.until(1),
    goesAway: () => server.close(),
  };
}

describe("email", () => {
  destinationContract(() => peer());
});

describe("a mail", () => {
  it("has both halves, goes to everybody named, and keeps its Message-ID over attempts", async () => {
    const { server, send, input } = await peer({ to: ["ada@example.com", "bob@example.com"] });
    expect(await send(input)).toEqual({ outcome: "delivered", externalId: `<${input.intent}.1@example.com>` });
    await send(input);
    const [first, second] = server.mails;
    expect(first).toMatchObject({ from: "runner@example.com", to: ["ada@example.com", "bob@example.com"] });
    expect(first?.text).toMatch(/^Subject: Morning news\r$/m);
    expect(first?.text).toMatch(/Content-Type: text\/plain[^]*Rates rose[^]*Content-Type: text\/html[^]*<b>Rates<\/b> rose/);
    expect(first?.text).toContain(`X-Promptops-Delivery: ${input.intent}`);
    const name = /^Message-ID: (.*)\r$/m;
    expect(name.exec(second?.text ?? "")?.[1]).toBe(name.exec(first?.text ?? "")?.[1]);
  });

  it("has what stood in the answer as pictures attached", async () => {
    const { server, send } = await peer();
    const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await send(await sendInput(settingsFor(1), { content: `![x](data:image/png;base64,${pixel})` }));
    expect(server.mails[0]?.text.replaceAll("\r\n", "")).toContain(pixel);
    expect(server.mails[0]?.text).toMatch(/Content-Disposition: attachment; filename=image-1.png/);
  });

  it("has one subject, whatever the title holds", async () => {
    const { server, send } = await peer();
    const input = await sendInput(settingsFor(1), { title: "News\r\nBcc: eve@example.com\r\n\r\nHello" });
    await send(input);
    expect(server.mails[0]?.to).toEqual(["ada@example.com"]);
    expect(server.mails[0]?.text.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/m);
  });

  it.each([
    ["is not taken for anybody now", 450, { outcome: "retry", status: 450 }],
    ["is taken for nobody", 550, { outcome: "refused", status: 550 }],
  ] as const)("that %s", async (_name, code, expected) => {
    const { server, send, input } = await peer();
    server.refuses("ada@example.com", code);
    expect(await send(input)).toMatchObject(expected);
    expect(server.mails).toEqual([]);
  });

  it("that is taken for some has arrived, and says for whom not", async () => {
    const { server, send, input } = await peer({ to: ["ada@example.com", "bob@example.com"] });
    server.refuses("bob@example.com", 550);
    expect(await send(input)).toMatchObject({ outcome: "delivered", sentence: expect.stringContaining("bob@example.com") as string });
    expect(server.mails[0]?.to).toEqual(["ada@example.com"]);
  });

  it("goes without TLS only to this machine", async () => {
    const settings = settingsFor(25, { host: "mail.example.com" });
    expect(await (await opened(settings))(await sendInput(settings))).toMatchObject({ outcome: "refused", sentence: expect.stringContaining("TLS") as string });
  });
});

describe("a mail server with TLS", () => {
  const certificate = selfSigned();
  const login = { user_env: "USER_NAME", password_env: "PASSWORD" };
  const known = (more = {}) => ports({ variables: { USER_NAME: "runner" }, ...more });
  const guarded = (onlySecure: object) =>
    mailServer({
      ...certificate,
      disabledCommands: [],
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        password === secrets.PASSWORD ? done(null, { user: username }) : done(smtpError(535, `wrong ${password}`)),
      ...onlySecure,
    });

  it("is used only when it can prove who it is, and gets no password before", async () => {
    const server = await guarded({});
    const settings = settingsFor(server.port, { host: "localhost", tls: "required", ...login });
    const input = await sendInput(settings);
    expect(await (await opened(settings, known()))(input)).toMatchObject({ outcome: "retry", sentence: expect.stringMatching(/self.signed/i) as string });
    trust(certificate);
    expect(await (await opened(settings, known()))(input)).toMatchObject({ outcome: "delivered" });
    expect(server.mails).toMatchObject([{ user: "runner", secure: true }]);
  });

  it("may begin with TLS at once", async () => {
    trust(certificate);
    const server = await guarded({ secure: true });
    const settings = settingsFor(server.port, { host: "localhost", tls: "implicit", ...login });
    expect(await (await opened(settings, known()))(await sendInput(settings))).toMatchObject({ outcome: "delivered" });
    expect(server.mails).toMatchObject([{ user: "runner", secure: true }]);
  });

  it("that does not take the password is left alone, and its words hold no password", async () => {
    trust(certificate);
    const server = await guarded({
      onAuth: ({ password }: { password?: string }, _session: unknown, done: (error: Error) => void) => done(smtpError(535, `wrong ${password}`)),
    });
    const settings = settingsFor(server.port, { host: "localhost", tls: "required", ...login });
    const said = await (await opened(settings, known()))(await sendInput(settings));
    expect(said).toMatchObject({ outcome: "refused", status: 535, wholeDestination: true });
    expect(JSON.stringify(said)).not.toContain(secrets.PASSWORD);
    expect(server.mails).toEqual([]);
  });

  it("that offers none where it is required gets nothing", async () => {
    const server = await mailServer();
    const settings = settingsFor(server.port, { host: "localhost", tls: "required" });
    expect(await (await opened(settings))(await sendInput(settings))).toMatchObject({ outcome: "retry" });
    expect(server.mails).toEqual([]);
  });
});
