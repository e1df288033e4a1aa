import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { parseDocument } from "../../../src/core/model/parse-document.ts";
import { documentSchemas, type DocumentKind } from "../../../src/core/model/documents.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const parse = (kind: DocumentKind, text: string) => parseDocument(kind, "some.yml", bytesOf(text));
const kinds = Object.keys(documentSchemas) as DocumentKind[];

describe("whatever the bytes", () => {
  test("reading never throws, and either there is a value or a problem", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 400 }), (kind, bytes) => {
        const { value, problems } = parseDocument(kind, "some.yml", bytes);
        expect(value === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
  });

  test("reading never throws for text made of YAML's own signs", () => {
    const signs = fc.array(
      fc.constantFrom(
        "a",
        ": ",
        ":",
        "- ",
        "? ",
        "\n",
        "  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!t ",
        "|",
        ">",
        "'",
        '"',
        "#",
        "%",
        "---\n",
        "...\n",
        "<<",
        "@",
        "\r\n",
        "\u2028",
        "\uFEFF",
        "\\",
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), signs, (kind, pieces) => {
        const { value, problems, locate, locateKey, locateInText } = parse(kind, pieces.join(""));
        expect(value === undefined).toBe(problems.length > 0);
        for (const { line = 1, column = 1 } of problems) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        locate(["a", 0, "b"]);
        locateKey(["a"]);
        locateInText(["a"], 3, 2);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("hostile files", () => {
  // Generous for a loaded machine, and far below what quadratic time would take.
  const withinSeconds = (seconds: number, work: () => void) => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000_000).toBeLessThan(seconds);
  };

  test.each([
    ["20,000 keys", Array.from({ length: 20_000 }, (_, at) => `x-${at}: ${at}`).join("\n")],
    ["20,000 keys in braces", `{${Array.from({ length: 20_000 }, (_, at) => `x-${at}: ${at}`).join(", ")}}`],
    ["20,000 wrong keys", Array.from({ length: 20_000 }, (_, at) => `k${at}: ${at}`).join("\n")],
    ["the same key 20,000 times", "a: 1\n".repeat(20_000)],
    ["a million brackets", "[".repeat(999_000)],
    ["half a million dashes", "- ".repeat(490_000)],
    [
      "aliases of aliases",
      [
        "a: &a [x,x,x,x,x,x,x,x,x]",
        ...[..."bcdefghi"].map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefgh"[at]}`).join(",")}]`),
      ].join("\n"),
    ],
    ["50,000 texts side by side", "'a' ".repeat(50_000)],
    ["50,000 commas", `[${",".repeat(50_000)}`],
    ["50,000 closing braces", "}".repeat(50_000)],
  ])("%s are read or refused in linear time", (_, text) => {
    withinSeconds(15, () => expect(parse("prompt", text).problems.length).toBeGreaterThan(0));
  });

  test("50 MB are refused before anything is parsed", () => {
    withinSeconds(1, () => expect(parseDocument("suite", "some.yml", new Uint8Array(50_000_000).fill(97)).problems).toMatchObject([{ rule: "too-large" }]));
  });

  test("a zero byte and a byte that is no UTF-8 are found where they are", () => {
    expect(parseDocument("prompt", "some.yml", new Uint8Array([97, 10, 98, 0])).problems).toMatchObject([{ rule: "binary", line: 2, column: 2 }]);
    expect(parseDocument("prompt", "some.yml", new Uint8Array([97, 10, 98, 0xc3, 0xa4, 0xff])).problems).toMatchObject([
      { rule: "invalid-utf8", line: 2, column: 3 },
    ]);
  });

  test("no key reaches an object's prototype", () => {
    parse("prompt", "__proto__: { polluted: 1 }\nx-a: { constructor: { prototype: { polluted: 1 } } }\n");
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

const valid: { readonly [K in DocumentKind]: Record<string, unknown> } = {
  config: {
    schema_version: 1,
    providers: {
      demo: { kind: "scripted", rules: "a.yml", timeout_seconds: 5 },
      main: { kind: "openai", base_url: "https://a.example/v1", api_key_env: "KEY" },
    },
    environments: {
      staging: { description: "x" },
      production: { promotes_from: "staging", gate: { mode: "improve", guards: { latency: { max_increase: 0.2 } } } },
    },
    release: { target: "production", remote: "origin" },
    evaluation: { concurrency: 4, cache: false, max_cost_usd: 1, judge: "main/judge", embeddings: "main/vectors" },
    destinations: { hook: { kind: "webhook", url_env: "URL" } },
  },
  prompt: {
    schema_version: 1,
    description: "x",
    engine: "liquid",
    variables: { text: { type: "string", required: true, sensitive: true } },
    messages: [{ role: "user", content: [{ text: "{{ text }}" }, { image: { url: "https://a.example/b.png", detail: "low" } }] }],
    model: { id: "main/big", params: { temperature: 0 } },
    output: { format: "json", schema: { type: "object" }, rules: { max_words: 5 } },
    tools: [{ function: { name: "find", parameters: {} } }, { web_search: { allowed_domains: ["a.example"], max_searches: 2 } }],
  },
  manifest: {
    schema_version: 1,
    scope: "x",
    task_class: "extraction",
    owners: ["a"],
    delivers_externally: true,
    constraints: { required_variables: ["text"], max_prompt_tokens: 5, contracts: { output_format: "json", output_keys: ["a"] } },
    gates: { production: { suites: ["smoke"], min_pass_rate: 0.9 } },
  },
  suite: {
    schema_version: 1,
    description: "x",
    tags: ["a"],
    epochs: 2,
    reducer: { at_least: 2 },
    threshold: 0.5,
    score: { weights: { task: 2, latency: 1 }, latency: { full_ms: 100, zero_ms: 200 } },
    judge: "main/judge",
    assertions: [{ type: "contains", value: "a", ignore_case: true, weight: 2 }],
    cases: [{ id: "a", group: "g", must_pass: true, inputs: { text: "a" }, expected: "b", history: [{ role: "user", content: "hi" }] }],
    datasets: [{ path: "a.csv", format: "csv", inputs: { text: "body" } }],
  },
  recording: {
    schema_version: 1,
    provider: "main",
    model: "big",
    question: "0".repeat(64),
    epoch: 2,
    sample: 2,
    answer: {
      text: "a",
      tool_calls: [{ name: "find", arguments: {} }],
      citations: [{ url: "https://a.example", title: "A", spans: [{ start: 0, end: 1 }] }],
      search_results: [{ url: "https://a.example", title: "A", text: "a" }],
      usage: { input: 1, output: 1 },
      cost_nano_usd: 1,
      finish_reason: "stop",
      refusal: "no",
      model_answered: "big-1",
      latency_ms: 1,
      first_token_ms: 1,
      attempts: [{ outcome: "answered", status: 200, latency_ms: 1 }],
    },
    embedding: { model_answered: "big-1", vector: "AAAAAA==" },
  },
  answer: {
    text: "a",
    tool_calls: [{ name: "find", arguments: {} }],
    refusal: "no",
    model: "big-1",
    usage: { input: 1, output: 1, cached_input: 1, cache_write: 1, reasoning: 1, web_searches: 1 },
    cost_usd: 1,
    finish_reason: "stop",
    citations: [{ url: "https://a.example", title: "A" }],
    error: { message: "no", kind: "server", retry_after_seconds: 1 },
  },
  job: {
    schema_version: 1,
    description: "x",
    prompt: "a/b",
    environment: "production",
    inputs: { text: "a" },
    cron: "0 9 * * *",
    timezone: "UTC",
    catch_up: { policy: "latest", window: "6h" },
    overlap: "skip",
    paused: { reason: "x" },
    destinations: ["hook"],
  },
  judge: {
    schema_version: 1,
    description: "x",
    version: 2,
    messages: [{ role: "user", content: "{{ answer }}" }],
    choices: { good: 1, bad: 0 },
    params: { temperature: 0 },
  },
  script: {
    schema_version: 1,
    description: "x",
    rules: [{ match: { user: "a", pattern: "b" }, answer: "c", latency_ms: 5 }, { error: { kind: "server", times: 1, retry_after_seconds: 2 } }],
  },
};

describe.each(kinds)("%s", (kind) => {
  test("a valid document comes back as it was written, however it is laid out", () => {
    const layouts = [
      stringify(valid[kind]),
      stringify(valid[kind], { collectionStyle: "flow" }),
      JSON.stringify(valid[kind]),
      stringify(valid[kind]).replaceAll("\n", "\r\n"),
      `\uFEFF# a comment\n${stringify(valid[kind])}`,
    ];
    for (const text of layouts) expect(parse(kind, text)).toMatchObject({ problems: [], value: valid[kind] });
  });

  test("any one wrong letter in a key is reported once, at the key, with the right name", () => {
    const keys = [...declaredKeys(valid[kind], [])].filter(({ key }) => key.length > 3);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(), fc.constantFrom(..."089"), ({ path, key }, position, letter) => {
        const at = position % key.length;
        const typo = key.slice(0, at) + letter + key.slice(at + 1);
        const { problems, locateKey } = parse(kind, stringify(renamed(valid[kind], path, key, typo)));
        expect(problems).toMatchObject([{ rule: "unknown-key", hint: `Did you mean \`${key}\`?`, ...locateKey([...path, typo]) }]);
      }),
      { numRuns: 150 },
    );
  });
});

type Path = readonly (string | number)[];

/** Places whose keys the user chooses. */
const free = new Set([
  "providers",
  "environments",
  "destinations",
  "variables",
  "inputs",
  "params",
  "schema",
  "parameters",
  "gates",
  "text",
  "weights",
  "choices",
]);

function* declaredKeys(value: unknown, path: Path): Generator<{ path: Path; key: string }> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const key = Array.isArray(value) ? Number(name) : name;
    // A tag tells which shape is meant; without it nothing else can be said.
    if (typeof key === "string" && !free.has(String(path.at(-1))) && key !== "type" && key !== "kind") yield { path, key };
    yield* declaredKeys(inner, [...path, key]);
  }
}

function renamed(value: unknown, path: Path, key: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((inner, at) => (at === path[0] ? renamed(inner, path.slice(1), key, to) : inner));
  const entries = Object.entries(value as object);
  if (path.length === 0) return Object.fromEntries(entries.map(([name, inner]) => [name === key ? to : name, inner]));
  return Object.fromEntries(entries.map(([name, inner]) => [name, name === path[0] ? renamed(inner, path.slice(1), key, to) : inner]));
}

describe("places inside texts", () => {
  const document = parse(
    "prompt",
    `schema_version: 1\nmodel: { id: a/b }\nmessages:\n  - role: user\n    content: |\n\n      first\n        second {{ x }}\n  - role: user\n    content: 'one {{ x }}'\n  - { role: user, content: plain {{x}} }\n  - role: user\n    content: "esc\\taped {{ x }}"\n  - role: user\n    content: >\n      folded\n      {{ x }}\n`.replace(
      "plain {{x}}",
      "plain text",
    ),
  );

  test("are exact in literal blocks, blank lines and deeper indents included", () => {
    expect(document.locateInText(["messages", 0, "content"], 2, 1)).toEqual({ line: 7, column: 7 });
    expect(document.locateInText(["messages", 0, "content"], 3, 10)).toEqual({ line: 8, column: 16 });
  });
  test("are exact in texts of one line", () => {
    expect(document.locateInText(["messages", 1, "content"], 1, 5)).toEqual({ line: 10, column: 19 });
    expect(document.locateInText(["messages", 2, "content"], 1, 7)).toEqual({ line: 11, column: 34 });
  });
  test("are the text's own place where escapes or folding hide them", () => {
    expect(document.locateInText(["messages", 3, "content"], 1, 9)).toEqual({ line: 13, column: 14 });
    expect(document.locateInText(["messages", 4, "content"], 2, 1)).toEqual({ line: 15, column: 14 });
  });
});
