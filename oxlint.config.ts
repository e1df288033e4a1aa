import { defineConfig } from "oxlint";
import { compositionRoot, importRules, impureGlobals, impureProperties, layers } from "./scripts/borders.ts";

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "node", "vitest", "react"],
  categories: { correctness: "error" },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: ["dist", "dist.*", "node_modules", "test/fixtures"],
  rules: {
    "import/no-cycle": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    // Ports and deps are records of functions without `this`: taking one out is how they are used.
    "typescript/unbound-method": "off",
    "eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
    // Texts are measured in code points, and values of unknown type are shown as they come.
    "typescript/no-misused-spread": "off",
    "typescript/no-base-to-string": "off",
    // Control characters are looked for on purpose: in refs, in prompts, in answers.
    "eslint/no-control-regex": "off",
    "typescript/only-throw-error": "error",
    "typescript/ban-ts-comment": "error",
    "eslint/eqeqeq": ["error", "always", { null: "ignore" }],
    "eslint/no-console": "error",
    "eslint/no-var": "error",
    "eslint/prefer-const": "error",
  },
  overrides: [
    ...Object.keys(layers).map((name) => ({ files: [`src/${name}/**`], rules: { "no-restricted-imports": ["error", importRules(name)] as const } })),
    { files: [compositionRoot], rules: { "no-restricted-imports": ["error", importRules("cli", ["adapters"])] } },
    {
      files: Object.entries(layers).flatMap(([name, { pure }]) => (pure ? [`src/${name}/**`] : [])),
      rules: { "no-restricted-globals": ["error", ...impureGlobals], "no-restricted-properties": ["error", ...impureProperties], "eslint/no-console": "off" },
    },
    // Published coefficients are written with all their digits.
    { files: ["src/core/stats/**"], rules: { "no-loss-of-precision": "off" } },
    // A test may be sure of what it has just made, say what it expects inside a property, and name its expectations.
    {
      files: ["test/**"],
      rules: {
        "typescript/no-non-null-assertion": "off",
        "vitest/valid-title": "off",
        "vitest/expect-expect": "off",
        "vitest/no-conditional-expect": "off",
        "vitest/valid-expect": "off",
      },
    },
    { files: ["scripts/**", "bench/**"], rules: { "eslint/no-console": "off" } },
  ],
});
