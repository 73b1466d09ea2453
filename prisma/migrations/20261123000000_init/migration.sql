-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ExecutionType" AS ENUM ('DRILL', 'RECOVERY');

-- CreateEnum
CREATE TYPE "ExecutionStatus" AS ENUM ('PENDING', 'AWAITING_APPROVAL', 'RUNNING', 'PAUSED', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "WaveStatus" AS ENUM ('PENDING', 'WAITING', 'PRE_ACTIONS', 'LAUNCHING', 'VERIFYING', 'POST_ACTIONS', 'AWAITING_DECISION', 'COMPLETED', 'PARTIAL', 'FAILED', 'SKIPPED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ServerStatus" AS ENUM ('PENDING', 'QUEUED', 'LAUNCHING', 'LAUNCHED', 'HEALTHY', 'UNHEALTHY', 'FAILED', 'SKIPPED', 'TERMINATED');

-- CreateEnum
CREATE TYPE "ReplicationState" AS ENUM ('INITIATING', 'INITIAL_SYNC', 'CONTINUOUS', 'LAGGING', 'RESCANNING', 'STALLED', 'PAUSED', 'STOPPED', 'DISCONNECTED');

-- CreateEnum
CREATE TYPE "OsFamily" AS ENUM ('LINUX', 'WINDOWS', 'OTHER');

-- CreateEnum
CREATE TYPE "RegionSyncState" AS ENUM ('NEVER', 'OK', 'NOT_INITIALIZED', 'NOT_ENABLED', 'ERROR');

-- CreateTable
CREATE TABLE "deployment" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "simulated" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "account_id" CHAR(12) NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "role_arn" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "sync_requested_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "account_region" (
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "state" "RegionSyncState" NOT NULL DEFAULT 'NEVER',
    "tried_at" TIMESTAMPTZ(3),
    "synced_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "account_region_pkey" PRIMARY KEY ("account_id","region")
);

-- CreateTable
CREATE TABLE "source_server" (
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "source_server_id" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "os" TEXT,
    "os_family" "OsFamily" NOT NULL,
    "tags" JSONB NOT NULL,
    "ip_addresses" TEXT[],
    "replication_state" "ReplicationState" NOT NULL,
    "replication_error" TEXT,
    "has_snapshot" BOOLEAN NOT NULL,
    "lag_seconds" INTEGER,
    "initial_sync_percent" INTEGER,
    "source_region" TEXT,
    "recommended_instance_type" TEXT,
    "last_seen_at" TIMESTAMPTZ(3),
    "active_job_id" TEXT,
    "live_instances" JSONB NOT NULL,
    "search_text" TEXT NOT NULL,
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_server_pkey" PRIMARY KEY ("account_id","region","source_server_id")
);

-- CreateTable
CREATE TABLE "protection_group" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT,
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "protection_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_server" (
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "source_server_id" TEXT NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "group_server_pkey" PRIMARY KEY ("account_id","region","source_server_id")
);

-- CreateTable
CREATE TABLE "recovery_plan" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT,
    "rto_minutes" INTEGER,
    "rpo_minutes" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recovery_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_version" (
    "plan_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_version_pkey" PRIMARY KEY ("plan_id","number")
);

-- CreateTable
CREATE TABLE "plan_group" (
    "plan_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "plan_group_pkey" PRIMARY KEY ("plan_id","group_id")
);

-- CreateTable
CREATE TABLE "execution" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "plan_id" UUID,
    "plan_name" TEXT NOT NULL,
    "plan_version" INTEGER NOT NULL,
    "plan_digest" TEXT NOT NULL,
    "rto_minutes" INTEGER,
    "rpo_minutes" INTEGER,
    "type" "ExecutionType" NOT NULL,
    "status" "ExecutionStatus" NOT NULL DEFAULT 'PENDING',
    "simulated" BOOLEAN NOT NULL,
    "requested_by_id" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "comment" TEXT,
    "incident_at" TIMESTAMPTZ(3),
    "inventory_at" TIMESTAMPTZ(3),
    "contract" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "engine_started_at" TIMESTAMPTZ(3),
    "engine_stopped_at" TIMESTAMPTZ(3),
    "engine_stop_reason" TEXT,
    "event_seq" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "execution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "execution_wave" (
    "execution_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "depends_on" INTEGER[],
    "groups" JSONB NOT NULL,
    "health_timeout_minutes" INTEGER NOT NULL,
    "status" "WaveStatus" NOT NULL DEFAULT 'PENDING',
    "reason" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "execution_wave_pkey" PRIMARY KEY ("execution_id","number")
);

-- CreateTable
CREATE TABLE "execution_server" (
    "execution_id" UUID NOT NULL,
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "source_server_id" TEXT NOT NULL,
    "wave_number" INTEGER NOT NULL,
    "group_id" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "os" TEXT,
    "status" "ServerStatus" NOT NULL DEFAULT 'PENDING',
    "launch_id" UUID,
    "queued_until" TIMESTAMPTZ(3),
    "recovery_instance_id" TEXT,
    "instance" JSONB,
    "phases" JSONB NOT NULL,
    "error" TEXT,
    "failure" JSONB,
    "launched_at" TIMESTAMPTZ(3),
    "healthy_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "execution_server_pkey" PRIMARY KEY ("execution_id","account_id","region","source_server_id")
);

-- CreateTable
CREATE TABLE "launch" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "execution_id" UUID NOT NULL,
    "wave_number" INTEGER NOT NULL,
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "is_drill" BOOLEAN NOT NULL,
    "server_ids" TEXT[],
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "claimed_by" TEXT NOT NULL,
    "claim_until" TIMESTAMPTZ(3) NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "refused_at" TIMESTAMPTZ(3),
    "job_id" TEXT,
    "job_status" TEXT,
    "job_ended_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "launch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_log_item" (
    "launch_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event" TEXT NOT NULL,
    "source_server_id" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "job_log_item_pkey" PRIMARY KEY ("launch_id","seq")
);

-- CreateTable
CREATE TABLE "step_task" (
    "execution_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "wave_number" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "outcome" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_task_pkey" PRIMARY KEY ("execution_id","generation","wave_number","step")
);

-- CreateTable
CREATE TABLE "execution_event" (
    "execution_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "wave_number" INTEGER,
    "source_server_id" TEXT,
    "hostname" TEXT,
    "actor" TEXT,
    "message" TEXT NOT NULL,
    "detail" TEXT,

    CONSTRAINT "execution_event_pkey" PRIMARY KEY ("execution_id","seq")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subject" TEXT NOT NULL,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "signed_in_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" TEXT[],
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity_kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "entity_name" TEXT NOT NULL,
    "comment" TEXT,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_name_key" ON "account"("name_key");

-- CreateIndex
CREATE INDEX "source_server_hostname_source_server_id_idx" ON "source_server"("hostname", "source_server_id");

-- CreateIndex
CREATE INDEX "source_server_source_server_id_idx" ON "source_server"("source_server_id");

-- CreateIndex
CREATE UNIQUE INDEX "protection_group_name_key" ON "protection_group"("name_key");

-- CreateIndex
CREATE INDEX "group_server_group_id_idx" ON "group_server"("group_id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_plan_name_key" ON "recovery_plan"("name_key");

-- CreateIndex
CREATE INDEX "plan_group_group_id_idx" ON "plan_group"("group_id");

-- CreateIndex
CREATE INDEX "execution_created_at_id_idx" ON "execution"("created_at", "id");

-- CreateIndex
CREATE INDEX "execution_plan_id_created_at_idx" ON "execution"("plan_id", "created_at");

-- CreateIndex
CREATE INDEX "execution_server_execution_id_wave_number_idx" ON "execution_server"("execution_id", "wave_number");

-- CreateIndex
CREATE INDEX "execution_server_launch_id_idx" ON "execution_server"("launch_id");

-- CreateIndex
CREATE INDEX "launch_execution_id_wave_number_idx" ON "launch"("execution_id", "wave_number");

-- CreateIndex
CREATE UNIQUE INDEX "launch_job_key" ON "launch"("account_id", "region", "job_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_subject_key" ON "app_user"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at", "id");

-- CreateIndex
CREATE INDEX "audit_event_entity_kind_entity_id_idx" ON "audit_event"("entity_kind", "entity_id");

-- AddForeignKey
ALTER TABLE "account_region" ADD CONSTRAINT "account_region_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_server" ADD CONSTRAINT "source_server_account_id_region_fkey" FOREIGN KEY ("account_id", "region") REFERENCES "account_region"("account_id", "region") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "protection_group" ADD CONSTRAINT "protection_group_account_id_region_fkey" FOREIGN KEY ("account_id", "region") REFERENCES "account_region"("account_id", "region") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_server" ADD CONSTRAINT "group_server_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "protection_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_server" ADD CONSTRAINT "group_server_account_id_region_source_server_id_fkey" FOREIGN KEY ("account_id", "region", "source_server_id") REFERENCES "source_server"("account_id", "region", "source_server_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "recovery_plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_group" ADD CONSTRAINT "plan_group_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "recovery_plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_group" ADD CONSTRAINT "plan_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "protection_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution" ADD CONSTRAINT "execution_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "recovery_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_wave" ADD CONSTRAINT "execution_wave_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_server" ADD CONSTRAINT "execution_server_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_server" ADD CONSTRAINT "execution_server_execution_id_wave_number_fkey" FOREIGN KEY ("execution_id", "wave_number") REFERENCES "execution_wave"("execution_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_server" ADD CONSTRAINT "execution_server_launch_id_fkey" FOREIGN KEY ("launch_id") REFERENCES "launch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "launch" ADD CONSTRAINT "launch_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_log_item" ADD CONSTRAINT "job_log_item_launch_id_fkey" FOREIGN KEY ("launch_id") REFERENCES "launch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_task" ADD CONSTRAINT "step_task_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_event" ADD CONSTRAINT "execution_event_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- One unended execution per plan.
CREATE UNIQUE INDEX "execution_plan_active_key" ON "execution"("plan_id") WHERE "ended_at" IS NULL;

-- The lease: a server belongs to one unended execution only.
CREATE UNIQUE INDEX "execution_server_lease_key" ON "execution_server"("account_id", "region", "source_server_id") WHERE "released_at" IS NULL;

-- What the worker looks for every few seconds.
CREATE INDEX "launch_open_idx" ON "launch"("account_id", "region") WHERE "ended_at" IS NULL AND "refused_at" IS NULL;
CREATE INDEX "step_task_open_idx" ON "step_task"("created_at") WHERE "sent_at" IS NULL;
CREATE INDEX "execution_open_idx" ON "execution"("created_at") WHERE "ended_at" IS NULL;

-- The deployment has one identity.
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_one_row" CHECK ("id" = 1);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_event_no_truncate" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "execution_event_append_only" BEFORE UPDATE OR DELETE ON "execution_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "execution_event_no_truncate" BEFORE TRUNCATE ON "execution_event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "job_log_item_append_only" BEFORE UPDATE OR DELETE ON "job_log_item" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "job_log_item_no_truncate" BEFORE TRUNCATE ON "job_log_item" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A plan's versions go only with the plan itself.
CREATE TRIGGER "plan_version_append_only" BEFORE UPDATE ON "plan_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "plan_version_no_truncate" BEFORE TRUNCATE ON "plan_version" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
