import { fileURLToPath } from "node:url";

/** What of the machine a test may not see or depend on: its git configuration, its keys, its terminal. */
export const hermetic = {
  GIT_CONFIG_GLOBAL: fileURLToPath(new URL("gitconfig", import.meta.url)),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Ada Author",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada Author",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  NO_COLOR: "1",
  LC_ALL: "C",
  TZ: "UTC",
  DEBUG: "",
  OPENAI_API_KEY: "",
  ANTHROPIC_API_KEY: "",
};
