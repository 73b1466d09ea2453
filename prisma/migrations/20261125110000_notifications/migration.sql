CREATE TYPE "ChannelKind" AS ENUM ('SNS', 'EMAIL', 'SLACK', 'WEBHOOK');
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'DELIVERED', 'FAILED');

CREATE TABLE "channel" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "kind" "ChannelKind" NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "events" TEXT[],
    "modes" "ExecutionType"[],
    "plan_ids" UUID[],
    "target" JSONB NOT NULL,
    "secret" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "channel_name_key" ON "channel"("name_key");

CREATE TABLE "delivery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel_id" UUID,
    "channel_name" TEXT NOT NULL,
    "execution_id" UUID,
    "event_seq" INTEGER,
    "kind" TEXT NOT NULL,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "answer" TEXT,
    "claimed_by" TEXT,
    "claim_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "delivery_event_key" ON "delivery"("channel_id", "execution_id", "event_seq");
CREATE INDEX "delivery_execution_id_event_seq_idx" ON "delivery"("execution_id", "event_seq");
CREATE INDEX "delivery_channel_id_created_at_id_idx" ON "delivery"("channel_id", "created_at", "id");
CREATE INDEX "delivery_pending_idx" ON "delivery"("channel_id", "next_attempt_at") WHERE "status" = 'PENDING';
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_execution_id_event_seq_fkey" FOREIGN KEY ("execution_id", "event_seq") REFERENCES "execution_event"("execution_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;
