/** What no tool can do without: so many calls through the openai SDK, so many at once, each answer looked at. `node bare-sdk.ts <url> <calls> <at once>` */
import OpenAI from "openai";

const [url = "", calls = "0", atOnce = "1"] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0 });
let started = 0;
let passed = 0;

async function worker(): Promise<void> {
  while (started < Number(calls)) {
    started += 1;
    const { choices } = await client.chat.completions.create({
      model: "one",
      messages: [
        { role: "system", content: 'You sort tickets of customers. Answer with JSON: {"label": "billing" | "shipping" | "other", "reason": "one sentence"}.' },
        { role: "user", content: `Ticket ${started}: my invoice number ${started * 7919} shows a fee that I did not expect.` },
      ],
    });
    const answer = choices[0]?.message.content ?? "";
    if (answer.includes("billing") && typeof JSON.parse(answer) === "object") passed += 1;
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, worker));
if (passed !== Number(calls)) throw new Error(`${passed} of ${calls} passed`);
