CREATE TABLE "health_profile" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT,
    "gates" JSONB NOT NULL,
    "stable_seconds" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "health_profile_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "health_profile_name_key" ON "health_profile"("name_key");

CREATE TABLE "plan_health_profile" (
    "plan_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    CONSTRAINT "plan_health_profile_pkey" PRIMARY KEY ("plan_id", "profile_id")
);
CREATE INDEX "plan_health_profile_profile_id_idx" ON "plan_health_profile"("profile_id");
ALTER TABLE "plan_health_profile" ADD CONSTRAINT "plan_health_profile_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "recovery_plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "plan_health_profile" ADD CONSTRAINT "plan_health_profile_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "health_profile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "account" ADD COLUMN "check_cidrs" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "execution_wave" ADD COLUMN "health" JSONB;
ALTER TABLE "execution_server" ADD COLUMN "gates" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "execution_server" ADD COLUMN "stable_since" TIMESTAMPTZ(3);
