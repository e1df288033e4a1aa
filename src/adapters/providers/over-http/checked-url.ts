import { PromptopsError } from "../../../core/errors/promptops-error.ts";

/** A provider's base URL, checked and without slashes at its end. @throws PromptopsError `invalid-base-url` */
export function checkedBaseUrl(name: string, value: string): string {
  return checkedUrl(name, "base_url", value).replace(/\/+$/, "");
}

/** A URL of a provider's settings, as it is. @throws PromptopsError `invalid-base-url` */
export function checkedUrl(name: string, setting: "base_url" | "url", value: string): string {
  const url = URL.parse(value);
  if (url === null) throw new PromptopsError("invalid-base-url", `The \`${setting}\` of provider "${name}" is no URL.`);
  if (url.username !== "" || url.password !== "")
    throw new PromptopsError("invalid-base-url", `The \`${setting}\` of provider "${name}" holds a user name or a password.`);
  return value;
}
