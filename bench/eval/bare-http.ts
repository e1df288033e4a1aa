/** The least that Node itself takes: so many calls through `node:http`, so many at once, each answer looked at. `node bare-http.ts <url> <calls> <at once>` */
import { Agent, request } from "node:http";

const [url = "", calls = "0", atOnce = "1"] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
let started = 0;
let passed = 0;

function asked(body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const outgoing = request(`${url}/v1/chat/completions`, { method: "POST", agent, headers }, (incoming) => {
      let text = "";
      incoming
        .setEncoding("utf8")
        .on("data", (piece: string) => (text += piece))
        .on("end", () => resolve(text))
        .on("error", reject);
    });
    outgoing.on("error", reject).end(body);
  });
}

async function worker(): Promise<void> {
  while (started < Number(calls)) {
    started += 1;
    const messages = [
      { role: "system", content: 'You sort tickets of customers. Answer with JSON: {"label": "billing" | "shipping" | "other", "reason": "one sentence"}.' },
      { role: "user", content: `Ticket ${started}: my invoice number ${started * 7919} shows a fee that I did not expect.` },
    ];
    const { choices } = JSON.parse(await asked(JSON.stringify({ model: "one", messages }))) as { choices: { message: { content: string } }[] };
    const answer = choices[0]?.message.content ?? "";
    if (answer.includes("billing") && typeof JSON.parse(answer) === "object") passed += 1;
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, worker));
if (passed !== Number(calls)) throw new Error(`${passed} of ${calls} passed`);
