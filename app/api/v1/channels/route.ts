import { ChannelQuery, CreateChannelInput } from "#lib/domain/notifications/channel.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { created, ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { channelMeans } from "#lib/runtime.ts";
import { createChannel } from "#lib/services/notifications/create.ts";
import { listChannels } from "#lib/services/notifications/list.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "account:read",
    query: ChannelQuery,
    handle: async ({ ctx, query }) => ok(await listChannels(ctx, query)),
  }),
  POST: route({
    permission: "channel:manage",
    body: CreateChannelInput,
    handle: async ({ ctx, body }) => {
      const channel = await createChannel(ctx, body, channelMeans());
      return created(channel, `/api/v1/channels/${channel.id}`);
    },
  }),
});
