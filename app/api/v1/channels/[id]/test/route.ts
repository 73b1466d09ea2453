import { endpoints } from "#lib/http/endpoints.ts";
import { accepted } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { sendTestNotification } from "#lib/services/notifications/send-test.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "channel:manage",
    params: IdParams,
    handle: async ({ ctx, params }) => {
      const delivery = await sendTestNotification(ctx, params.id);
      return accepted(delivery, `/api/v1/channels/${params.id}/deliveries`);
    },
  }),
});
