// What a machine can see in JavaScript before anybody runs it.

import js from "@eslint/js";
import esx from "eslint-plugin-es-x";
import n from "eslint-plugin-n";
import globals from "globals";

const strict = {
  "no-unused-vars": ["error", { caughtErrors: "none", ignoreRestSiblings: true }],
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: ["error", "always"],
  "no-implied-eval": "error",
  "no-eval": "error",
  "no-throw-literal": "error",
  "no-unused-expressions": "error",
  "no-restricted-syntax": ["error", {
    selector: "AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]," +
      "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]",
    message: "HTML enters a document through lib/sanitised.js alone.",
  }],
  "no-restricted-globals": ["error", { name: "browser", message: "Ask lib/api.js." }],
};

// The oldest Node that runs the tests, Debian 12's: what JavaScript got later is missing there,
// and nobody notices with a newer one. Methods are known by their names alone, so those that other
// things have too are left out; Node 18 has the excepted ones.
const NODE = "^18.20.0 || >=20.13.0";
const HAS = ["es-x/no-array-prototype-findlast-findlastindex", "es-x/no-hashbang", "es-x/no-atomics-waitasync"];
const ANYBODYS = /^es-x\/no-iterator-prototype-/;
// The table of `n` is wrong about the first two; the others are the browsers', in pages under test.
const KNOWN = ["test.describe", "URL.canParse", "Navigator", "ErrorEvent", "sessionStorage"];
const later = Object.fromEntries([2023, 2024, 2025]
  .flatMap((year) => Object.entries(esx.configs[`flat/no-new-in-es${year}`].rules))
  .filter(([rule]) => !HAS.includes(rule) && !ANYBODYS.test(rule)));

export default [
  { ignores: ["**/node_modules/**", "extension/lib/grammar.js"] },
  js.configs.recommended,
  { rules: strict },
  {
    files: ["extension/**/*.js"],
    languageOptions: { globals: { ...globals.browser, chrome: "readonly" } },
    rules: { "no-shadow": "error", "no-new-func": "error" },
  },
  {
    files: ["extension/content/*.js"],
    languageOptions: { sourceType: "script" },
  },
  {
    files: ["tests/**/*.mjs"],
    languageOptions: { globals: { ...globals.node, ...globals.browser, chrome: "readonly" } },
    plugins: { "es-x": esx, n },
    settings: { "es-x": { aggressive: true } },
    rules: {
      ...later,
      "n/no-unsupported-features/node-builtins": ["error", { version: NODE, allowExperimental: true, ignores: KNOWN }],
    },
  },
];
