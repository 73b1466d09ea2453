import { UpdateChannelInput } from "#lib/domain/notifications/channel.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { noContent, ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { channelMeans } from "#lib/runtime.ts";
import { deleteChannel } from "#lib/services/notifications/delete.ts";
import { getChannel } from "#lib/services/notifications/get.ts";
import { updateChannel } from "#lib/services/notifications/update.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "account:read",
    params: IdParams,
    handle: async ({ ctx, params }) => ok(await getChannel(ctx, params.id)),
  }),
  PUT: route({
    permission: "channel:manage",
    params: IdParams,
    body: UpdateChannelInput,
    handle: async ({ ctx, params, body }) => ok(await updateChannel(ctx, { id: params.id, ...body }, channelMeans())),
  }),
  DELETE: route({
    permission: "channel:manage",
    params: IdParams,
    handle: async ({ ctx, params }) => {
      await deleteChannel(ctx, params.id);
      return noContent();
    },
  }),
});
