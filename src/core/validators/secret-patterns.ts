/** No pattern matches a shorter text: most that stand in a prompt are. */
export const shortestSecret = 20;

/** Credentials that can be told by their form alone. The first group, else the whole match, is the secret part. */
export const secretPatterns: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: "an Anthropic key", pattern: /\bsk-ant-[a-z0-9]{3,10}-[A-Za-z0-9_-]{40,}/g },
  { name: "an OpenRouter key", pattern: /\bsk-or-v1-[a-f0-9]{40,}/g },
  { name: "an OpenAI key", pattern: /\bsk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{40,}|[A-Za-z0-9]{40,})/g },
  { name: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/g },
  { name: "a GitLab token", pattern: /\bglpat-[A-Za-z0-9_-]{20,}/g },
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
];
