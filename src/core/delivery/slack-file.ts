import { Check } from "typebox/value";
import type { FormattedPart } from "../destinations/kind.ts";
import { strict, Type, type Static } from "../model/shape.ts";

/** A picture for a channel of Slack, as a delivery freezes it: sending it takes three requests, of which this is what they are about. */
const SlackFile = strict({ channel: Type.String(), filename: Type.String(), media_type: Type.String(), data: Type.String() });
export type SlackFile = Static<typeof SlackFile>;

const contentType = "application/vnd.promptops.slack-file+json";

export function slackFilePart(file: SlackFile): FormattedPart {
  return { contentType, body: JSON.stringify(file), encoding: "utf8" };
}

/** Undefined for a part that is a message. @throws TypeError for one that was not made here. */
export function readSlackFile(part: { readonly content_type: string; readonly body: string }): SlackFile | undefined {
  if (part.content_type !== contentType) return undefined;
  const file: unknown = JSON.parse(part.body);
  if (!Check(SlackFile, file)) throw new TypeError("a file for Slack is not as it was frozen");
  return file;
}
