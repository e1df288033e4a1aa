/** No pattern matches a shorter text: most that stand in a prompt are. */
export const shortestSecret = 15;

export interface SecretPattern {
  readonly name: string;
  /** The first group, else the whole match, is the secret part; the match ends with it. */
  readonly pattern: RegExp;
  /** Is it one that somebody uses? Default: letters and digits, as random as keys are. */
  readonly isReal?: (part: string) => boolean;
}

const schemes = "postgres(?:ql)?|mysql|mariadb|mssql|sqlserver|clickhouse|rediss?|mongodb(?:\\+srv)?|amqps?|nats|ldaps?|smtps?|s?ftps?|ssh|https?";
/** What documentation writes where a password belongs. */
const noPassword = "(?:my|your|the|db|user|a)?[-_]?(?:password|passwd|passphrase|passwort|secret|token|pass|pwd|x+|\\.{3,}|…)\\d{0,4}@";

/** Credentials that can be told by their form alone. */
export const secretPatterns: readonly SecretPattern[] = [
  { name: "an Anthropic key", pattern: /\bsk-ant-[a-z0-9]{3,10}-[A-Za-z0-9_-]{40,}/g },
  { name: "an OpenRouter key", pattern: /\bsk-or-v1-[a-f0-9]{40,}/g },
  { name: "an OpenAI key", pattern: /\bsk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{40,}|[A-Za-z0-9]{40,})/g },
  { name: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/g },
  { name: "a GitLab token", pattern: /\bglpat-[A-Za-z0-9_-]{20,}/g },
  { name: "a Hugging Face token", pattern: /\bhf_([A-Za-z0-9]{30,})\b/g, isReal: (part) => /[a-z]/.test(part) && /[A-Z0-9]/.test(part) && isRandom(part) },
  { name: "a Slack token", pattern: /\bx(?:ox[abeoprs]|app)-[A-Za-z0-9-]{20,}/g },
  { name: "a Slack webhook", pattern: /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9/_-]{30,})/g },
  { name: "a Discord webhook", pattern: /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/([A-Za-z0-9_-]{60,})/g },
  { name: "a Telegram bot token", pattern: /(?<![\w:])\d{8,10}:([A-Za-z0-9_-]{35})(?![\w-])/g },
  { name: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { name: "a Google API key", pattern: /\bAIza[A-Za-z0-9_-]{35}(?![\w-])/g },
  { name: "a Stripe key", pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/g },
  { name: "a JSON Web Token", pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/g },
  { name: "a bearer token", pattern: /\bBearer\s+([A-Za-z0-9._~+/-]{24,}=*)/gi },
  { name: "a private key", pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+([A-Za-z0-9+/=]{40,})/g },
  {
    name: "a password in a URL",
    // Brackets and dollar signs are somebody's template; a real password has them encoded.
    pattern: new RegExp(`\\b(?:${schemes})://[^\\s:/@"'\`<>{}]{0,100}:(?!${noPassword})([^\\s:/@"'\`<>{}$*]{6,200})(?=@[A-Za-z0-9[])`, "gi"),
    isReal: isPassword,
  },
];

/** People choose passwords: one word of small letters is more likely an example's. */
function isPassword(part: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(part)).length;
  return kinds > 1 && new Set(part).size >= 4 && !placeholder.test(part);
}

const placeholder = /example|placeholder|your[-_]?|x{4,}|redacted|dummy|changeme|sample|12345678|abcdefgh|\.{3}/i;

/** Many different signs, and nothing that documentation writes in a key's place. */
export function isRandom(part: string): boolean {
  return new Set(part).size >= 10 && !placeholder.test(part);
}
