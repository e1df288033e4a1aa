import type { SlackFile } from "../../core/delivery/slack-file.ts";
import type { AttemptOutcome } from "../../ports/destination.ts";
import { fieldsOf } from "./fields.ts";
import { httpOutcome, type OutcomeOptions } from "./http-outcome.ts";
import { postOnce, type Post, type PostResult } from "./post-once.ts";

export interface SlackUpload {
  readonly file: SlackFile;
  /** Of the API, without a slash at its end. */
  readonly base: string;
  readonly token: string;
  readonly post: Omit<Post, "url" | "headers" | "body">;
  readonly outcome: Omit<OutcomeOptions, "deduplicates">;
}

/**
 * A file in three requests (https://docs.slack.dev/messaging/working-with-files#uploading_files): a place to put it, its bytes, and the word that
 * shows it in the channel. Before that last one nobody sees anything, so that whatever becomes of the first two, it may be begun anew.
 */
export async function uploadToSlack({ file, base, token, post, outcome }: SlackUpload): Promise<AttemptOutcome> {
  const own = { "user-agent": "promptops", authorization: `Bearer ${token}` };
  const bytes = Buffer.from(file.data, "base64");
  const told = (result: PostResult) => httpOutcome(result, { ...outcome, deduplicates: false });

  const asked = await postOnce({
    ...post,
    url: new URL(`${base}/files.getUploadURLExternal`),
    headers: { ...own, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ filename: file.filename, length: String(bytes.length) }).toString(),
  });
  const place = placeIn(asked);
  if (place === undefined) return unseen(told(asked));

  // The address came from there: only the very server that the settings name may be one inside.
  const allowPrivate = post.allowPrivate && place.url.host === new URL(base).host;
  const headers = { "user-agent": "promptops", "content-type": "application/octet-stream" };
  const put = await postOnce({ ...post, url: place.url, headers, body: bytes, allowPrivate });
  if (put.kind !== "answered" || put.status !== 200) return unseen(httpOutcome(put, { now: outcome.now, redact: outcome.redact, deduplicates: false }));

  const shown = await postOnce({
    ...post,
    url: new URL(`${base}/files.completeUploadExternal`),
    headers: { ...own, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ files: [{ id: place.id, title: file.filename }], channel_id: file.channel }),
  });
  const last = told(shown);
  return last.outcome === "delivered" ? { ...last, externalId: place.id } : last;
}

/** Nothing of it can be seen: what is not known of such a request is no reason to hold anything. */
function unseen({ outcome, ...rest }: AttemptOutcome): AttemptOutcome {
  if (outcome === "delivered") return { outcome: "retry", sentence: "Slack named no place to put the file." };
  return { ...rest, outcome: outcome === "unknown" ? "retry" : outcome };
}

function placeIn(result: PostResult): { readonly url: URL; readonly id: string } | undefined {
  if (result.kind !== "answered" || result.status !== 200) return undefined;
  const { ok, upload_url: address, file_id: id } = fieldsOf(jsonIn(result.text));
  const url = typeof address === "string" ? URL.parse(address) : null;
  return ok === true && typeof id === "string" && url !== null && /^https?:$/.test(url.protocol) ? { url, id } : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
