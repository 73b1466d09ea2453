CREATE TYPE "ActionStage" AS ENUM ('BEFORE', 'AFTER');
CREATE TYPE "ActionState" AS ENUM ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'SKIPPED', 'UNKNOWN');

CREATE TABLE "action_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "execution_id" UUID NOT NULL,
    "wave_number" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "action_id" UUID NOT NULL,
    "stage" "ActionStage" NOT NULL,
    "action" JSONB NOT NULL,
    "state" "ActionState" NOT NULL DEFAULT 'PENDING',
    "starts" INTEGER NOT NULL DEFAULT 0,
    "try_id" UUID,
    "is_retry_wanted" BOOLEAN NOT NULL DEFAULT false,
    "is_accepted" BOOLEAN NOT NULL DEFAULT false,
    "may_have_run_twice" BOOLEAN NOT NULL DEFAULT false,
    "claimed_by" TEXT,
    "claim_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "is_sent" BOOLEAN NOT NULL DEFAULT false,
    "progress" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "request" JSONB,
    "result" JSONB,
    "output" TEXT,
    "output_cut" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "taken_by" TEXT,
    "taken_by_id" TEXT,
    CONSTRAINT "action_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "action_run_execution_id_wave_number_place_key" ON "action_run"("execution_id", "wave_number", "place");
CREATE INDEX "action_run_state_due_at_idx" ON "action_run"("state", "due_at");
ALTER TABLE "action_run" ADD CONSTRAINT "action_run_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "action_run" ADD CONSTRAINT "action_run_execution_id_wave_number_fkey" FOREIGN KEY ("execution_id", "wave_number") REFERENCES "execution_wave"("execution_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "decision" ADD COLUMN "action_ids" TEXT[];
