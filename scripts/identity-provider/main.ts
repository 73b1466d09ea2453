/* The demo's identity provider: `node scripts/identity-provider/main.ts SETTINGS_FILE`. Never for production. */
import { createServer } from "node:http";

import { handleInteraction, refuseInteraction } from "./interaction.ts";
import { createProvider } from "./provider.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(process.argv[2] ?? "");
const provider = createProvider(settings);
const handle = provider.callback();

const server = createServer((request, response) => {
  if (request.url?.startsWith("/interaction/") !== true) return void handle(request, response);
  handleInteraction({ provider, people: settings.people }, request, response).catch((error: unknown) => {
    console.error("identity provider:", error instanceof Error ? error.message : error);
    if (!response.headersSent) refuseInteraction(response);
  });
});
server.listen(settings.port, "127.0.0.1", () => console.log(`identity provider listening on ${provider.issuer}`));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
