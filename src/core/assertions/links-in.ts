/** The http and https links of a text, in their order, without the signs of the sentence around them. Time is linear. */
export function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"'`[\]{}|\\^【】]+/gi)].map(([link]) => withoutSentence(link)).filter((link) => URL.canParse(link));
}

/** A closing bracket belongs to the link when it was opened in it: `/wiki/Set_(mathematics)`. */
function withoutSentence(link: string): string {
  let open = 0;
  for (const sign of link) open += sign === "(" ? 1 : sign === ")" ? -1 : 0;
  let end = link.length;
  for (; end > 0; end -= 1) {
    const last = link[end - 1] ?? "";
    if (last === ")" && open < 0) open += 1;
    else if (!/[.,;:!?*_~…]/.test(last)) break;
  }
  return link.slice(0, end);
}

/** The host of an http or https link, in lower case; undefined for anything else. */
export function hostOf(link: string): string | undefined {
  if (!/^https?:/i.test(link) || !URL.canParse(link)) return undefined;
  return new URL(link).hostname.replace(/\.$/, "");
}

/** Is the host this domain, or below it? */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** What two links to the same page have in common: no scheme, no fragment, no closing slash, no `utm_…` that says where one came from. */
export function pageOf(link: string): string {
  const host = hostOf(link);
  if (host === undefined) return link;
  const { port, pathname, searchParams } = new URL(link);
  const query = [...searchParams].filter(([name]) => !name.startsWith("utm_")).map(([name, value]) => `${name}=${value}`);
  return `${host}${port === "" ? "" : `:${port}`}${pathname.replace(/\/$/, "")}?${query.join("&")}`;
}
