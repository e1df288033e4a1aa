import type { Message } from "../model/prompt.ts";
import { untrustedRule } from "./untrusted-inputs.ts";

/** The messages with the sentence that tells what fences are: at the end of the first instructions, else of the first message. */
export function withFenceRule(messages: readonly Message[]): readonly Message[] {
  const isInstruction = ({ role }: Message) => role === "system" || role === "developer";
  const told = messages.find(isInstruction) ?? messages.find(({ role }) => role === "user") ?? messages.find(({ content }) => content !== undefined);
  return messages.map((message) => (message === told ? { ...message, content: withRule(message.content) } : message));
}

function withRule(content: Message["content"]): NonNullable<Message["content"]> {
  if (Array.isArray(content)) return [...content, { text: untrustedRule }];
  return `${(content ?? "").trimEnd()}\n\n${untrustedRule}`;
}
