// What a machine can see in JavaScript before anybody runs it.

import js from "@eslint/js";
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
  },
];
