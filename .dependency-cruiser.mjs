/** Tests may reach for anything; what they test may not reach for them. */
const TESTS = "\\.test\\.tsx?$|(^|/)testing/|(^|/)test-[^/]+\\.tsx?$|^e2e/|^worker/chaos/";
const OURS = "^(app|components|lib|simulator|worker|scripts|e2e|bench)/";

/** A layer, and the only parts of the repository that it may import besides itself. */
function layer(name, path, allowed) {
  return {
    name,
    severity: "error",
    comment: `${path} may import ${allowed.length === 0 ? "nothing else of ours" : allowed.join(", ")}`,
    from: { path, pathNot: TESTS },
    to: { path: OURS, pathNot: [path, ...allowed] },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
const configuration = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    { name: "nobody-imports-tests", severity: "error", from: { pathNot: TESTS }, to: { path: TESTS } },

    layer("app", "^(app/|proxy\\.ts|instrumentation\\.ts)", [
      "^components/",
      "^lib/(services|http|auth|query|domain)/",
      "^lib/(env|log|runtime)\\.ts$",
    ]),
    layer("components", "^components/", ["^lib/(query|domain)/"]),
    layer("components-ui", "^components/ui/", []),
    layer("query", "^lib/query/", ["^lib/domain/"]),
    layer("services", "^lib/services/", ["^lib/(db|domain)/"]),
    layer("engine", "^lib/engine/", ["^lib/(services|aws|outbound|db|domain)/", "^lib/(runtime|env|log)\\.ts$"]),
    layer("jobs", "^lib/jobs/", ["^lib/(services|aws|outbound|db|domain)/", "^lib/(runtime|env|log)\\.ts$"]),
    layer("runtime", "^lib/runtime\\.ts$", ["^lib/(services|db|aws|auth|domain)/", "^lib/(env|log)\\.ts$"]),
    layer("http", "^lib/http/", ["^lib/(services|auth|domain)/", "^lib/(runtime|env|log)\\.ts$"]),
    layer("auth", "^lib/auth/", ["^lib/domain/"]),
    layer("db", "^lib/db/", ["^lib/domain/"]),
    layer("aws", "^lib/aws/", ["^lib/domain/"]),
    layer("outbound", "^lib/outbound/", ["^lib/domain/"]),
    layer("domain", "^lib/domain/", []),
    layer("settings", "^lib/(env|log)\\.ts$", ["^lib/domain/"]),
    // The entry point puts the engine together, as lib/runtime does for routes and pages.
    layer("worker", "^worker/", [
      "^lib/(engine|jobs|services|aws|outbound|db|domain)/",
      "^lib/(runtime|env|log)\\.ts$",
    ]),
    layer("simulator", "^simulator/", []),
    {
      name: "simulator-is-outside",
      severity: "error",
      comment: "The product knows AWS, not its stand-in",
      from: { path: "^(app|components|lib|worker)/", pathNot: TESTS },
      to: { path: "^(simulator|scripts|e2e|bench)/" },
    },

    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: TESTS },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-optional", "core"], pathNot: "node_modules/zod/" },
    },
    {
      name: "aws-sdk-only-in-aws",
      severity: "error",
      from: { path: "^(app|components|lib|worker)/", pathNot: ["^lib/aws/", TESTS] },
      to: { path: "node_modules/@(aws-sdk|smithy)/" },
    },
    {
      name: "prisma-only-in-db",
      severity: "error",
      from: { path: "^(app|components|lib|worker)/", pathNot: ["^lib/db/", TESTS] },
      to: { path: ["node_modules/(@prisma|pg)/", "^lib/db/generated/"] },
    },
    {
      name: "next-only-above-services",
      severity: "error",
      from: { path: "^lib/(services|db|aws|engine|jobs|domain|query)/", pathNot: TESTS },
      to: { path: "node_modules/(next|next-auth)/" },
    },
    {
      name: "browser-reaches-no-server",
      severity: "error",
      comment: "What a component imports is shipped to the browser",
      from: { path: "^(components|lib/query)/", pathNot: TESTS },
      to: { reachable: true, path: "^lib/(db|services|aws|engine|jobs|http|auth)/|^lib/(runtime|env|log)\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^lib/db/generated/"] },
    exclude: { path: "^\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};

export default configuration;
