CREATE TABLE "snapshot_reading" (
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "source_server_id" TEXT NOT NULL,
    "snapshots" JSONB,
    "read_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "tried_at" TIMESTAMPTZ(3),
    "wanted_at" TIMESTAMPTZ(3),
    CONSTRAINT "snapshot_reading_pkey" PRIMARY KEY ("account_id", "region", "source_server_id")
);
ALTER TABLE "snapshot_reading" ADD CONSTRAINT "snapshot_reading_account_id_region_source_server_id_fkey" FOREIGN KEY ("account_id", "region", "source_server_id") REFERENCES "source_server"("account_id", "region", "source_server_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "execution" ADD COLUMN "point_in_time" JSONB;
ALTER TABLE "execution_server"
    ADD COLUMN "point_in_time" JSONB,
    ADD COLUMN "snapshot_id" TEXT,
    ADD COLUMN "snapshot_at" TIMESTAMPTZ(3),
    ADD COLUMN "used_previous_snapshot" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "launch" ADD COLUMN "snapshots" JSONB NOT NULL DEFAULT '[]';
