/** Does an answer come as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)? */
export function isEventStream(headers: Pick<Headers, "get">): boolean {
  return /^text\/event-stream\b/i.test(headers.get("content-type") ?? "");
}
