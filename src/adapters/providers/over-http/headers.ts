/** What every call says, with the configured headers above it; their names in small letters, so that none is there twice. */
export function callHeaders(own: Readonly<Record<string, string>>, configured: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return { accept: "application/json", "content-type": "application/json", "user-agent": "promptops", ...own, ...lowerCased(configured) };
}

export function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
}

/** W3C Trace Context, the one header that differs from call to call. */
export function traceHeader(traceparent: string | undefined): Record<string, string> {
  return traceparent === undefined ? {} : { traceparent };
}
