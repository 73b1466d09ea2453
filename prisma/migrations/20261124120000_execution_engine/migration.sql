CREATE TYPE "OnFailure" AS ENUM ('ASK', 'CONTINUE', 'ABORT');
CREATE TYPE "CleanupStatus" AS ENUM ('SCHEDULED', 'RUNNING', 'DONE', 'FAILED', 'DROPPED');

-- Executions of before this migration keep an empty snapshot.
ALTER TABLE "execution" ADD COLUMN "is_ad_hoc" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "started_with" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "cleanup_minutes" INTEGER;
ALTER TABLE "execution" ALTER COLUMN "started_with" DROP DEFAULT;

ALTER TABLE "execution_wave" ADD COLUMN "on_failure" "OnFailure" NOT NULL DEFAULT 'ASK',
  ADD COLUMN "pass_percent" INTEGER NOT NULL DEFAULT 100,
  ADD COLUMN "automatic_retries" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "launch_timeout_minutes" INTEGER NOT NULL DEFAULT 180,
  ADD COLUMN "continued_at" TIMESTAMPTZ(3),
  ADD COLUMN "trouble" TEXT,
  ADD COLUMN "decision_since" TIMESTAMPTZ(3);

ALTER TABLE "execution_server" ADD COLUMN "is_critical" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "automatic_retries" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "queued_at" TIMESTAMPTZ(3),
  ADD COLUMN "replaces_instance_id" TEXT,
  ADD COLUMN "came_to" "ServerStatus",
  ADD COLUMN "protected_at" TIMESTAMPTZ(3),
  ADD COLUMN "protection_error" TEXT,
  ADD COLUMN "tagged_at" TIMESTAMPTZ(3);

ALTER TABLE "launch" DROP COLUMN "attempt",
  ADD COLUMN "job_servers" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "log_length" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "decision" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "execution_id" UUID NOT NULL,
    "wave_number" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "server_ids" TEXT[],
    "actor_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "comment" TEXT,
    "waited_since" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "decision_execution_id_at_idx" ON "decision"("execution_id", "at");
ALTER TABLE "decision" ADD CONSTRAINT "decision_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "cleanup" (
    "execution_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "CleanupStatus" NOT NULL DEFAULT 'SCHEDULED',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_id" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "comment" TEXT,
    "contract" INTEGER NOT NULL,
    "engine_started_at" TIMESTAMPTZ(3),
    "engine_stopped_at" TIMESTAMPTZ(3),
    "engine_stop_reason" TEXT,
    "error" TEXT,
    "refused_since" TIMESTAMPTZ(3),
    "leftovers" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "cleanup_pkey" PRIMARY KEY ("execution_id", "number")
);
ALTER TABLE "cleanup" ADD CONSTRAINT "cleanup_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "termination" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "execution_id" UUID NOT NULL,
    "cleanup_number" INTEGER NOT NULL,
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "instance_ids" TEXT[],
    "job_id" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "termination_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "termination_execution_id_cleanup_number_idx" ON "termination"("execution_id", "cleanup_number");
ALTER TABLE "termination" ADD CONSTRAINT "termination_execution_id_cleanup_number_fkey" FOREIGN KEY ("execution_id", "cleanup_number") REFERENCES "cleanup"("execution_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "quota_pool" (
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "max_jobs" INTEGER NOT NULL DEFAULT 20,
    "max_servers_per_job" INTEGER NOT NULL DEFAULT 100,
    "max_servers_in_flight" INTEGER NOT NULL DEFAULT 500,
    "limits_read_at" TIMESTAMPTZ(3),
    "foreign_jobs" JSONB NOT NULL DEFAULT '[]',
    "seen_at" TIMESTAMPTZ(3),
    CONSTRAINT "quota_pool_pkey" PRIMARY KEY ("account_id", "region")
);

-- A recovery may start while a drill of the same plan, which it takes over from, is still being cancelled.
DROP INDEX "execution_plan_active_key";
CREATE UNIQUE INDEX "execution_plan_active_key" ON "execution"("plan_id", "type") WHERE "ended_at" IS NULL;

-- An execution has at most one clean-up that is not over.
CREATE UNIQUE INDEX "cleanup_active_key" ON "cleanup"("execution_id") WHERE "ended_at" IS NULL;

-- What the worker looks for every few seconds.
CREATE INDEX "cleanup_open_idx" ON "cleanup"("due_at") WHERE "ended_at" IS NULL;
CREATE INDEX "termination_open_idx" ON "termination"("account_id", "region") WHERE "ended_at" IS NULL;
CREATE INDEX "execution_server_untagged_idx" ON "execution_server"("launched_at") WHERE "tagged_at" IS NULL;
CREATE INDEX "execution_server_unprotected_idx" ON "execution_server"("healthy_at") WHERE "protected_at" IS NULL;
CREATE INDEX "execution_server_queue_idx" ON "execution_server"("account_id", "region", "queued_at") WHERE "status" = 'QUEUED';

CREATE TRIGGER "decision_append_only" BEFORE UPDATE OR DELETE ON "decision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "decision_no_truncate" BEFORE TRUNCATE ON "decision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
