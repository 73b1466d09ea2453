import { defineConfig, globalIgnores } from "eslint/config";
import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import tseslint from "typescript-eslint";

const noModuleMocks = {
  selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|hoisted)$/]",
  message: "Run the real thing: module mocks hide what breaks.",
};

export default defineConfig([
  globalIgnores(["**/node_modules/**", ".next/**", ".demo/**", ".cache/**", "lib/db/generated/**", "next-env.d.ts"]),
  ...nextVitals,
  ...nextTypescript,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 400, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: false, skipComments: false, IIFEs: true }],
      "max-params": ["error", 3],
      "no-console": "error",
      // It warns of libraries that the React Compiler cannot memoise; we do not use the compiler.
      "react-hooks/incompatible-library": "off",
      "no-restricted-syntax": ["error", noModuleMocks],
    },
  },
  {
    // A describe block is a table of cases, not a function that somebody has to hold in their head.
    files: ["**/*.test.ts", "e2e/**"],
    rules: { "max-lines-per-function": "off" },
  },
  { files: ["scripts/**", "simulator/**", "bench/**"], rules: { "no-console": "off" } },
  {
    // Time is an argument and the environment is read once.
    files: ["lib/domain/**", "lib/services/**"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        noModuleMocks,
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Time is an argument." },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: "Time is an argument.",
        },
        { selector: "MemberExpression[object.name='process'][property.name='env']", message: "Read lib/env.ts." },
      ],
    },
  },
  { files: ["*.config.mjs"], rules: { "import/no-anonymous-default-export": "off" } },
  { files: ["**/*.js", "**/*.mjs", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
]);
