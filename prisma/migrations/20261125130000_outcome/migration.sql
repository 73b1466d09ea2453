CREATE TABLE "execution_report" (
    "execution_id" UUID NOT NULL,
    "report" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "execution_report_pkey" PRIMARY KEY ("execution_id")
);
ALTER TABLE "execution_report" ADD CONSTRAINT "execution_report_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "execution_report_append_only" BEFORE UPDATE OR DELETE ON "execution_report" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "execution_report_no_truncate" BEFORE TRUNCATE ON "execution_report" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

ALTER TABLE "execution" ADD COLUMN "estimate" JSONB;
ALTER TABLE "execution_server" ADD COLUMN "os_family" "OsFamily";
UPDATE "execution_server" s SET "os_family" = i."os_family" FROM "source_server" i
WHERE i."account_id" = s."account_id" AND i."region" = s."region" AND i."source_server_id" = s."source_server_id";
CREATE INDEX "execution_ended_idx" ON "execution"("ended_at" DESC) WHERE "ended_at" IS NOT NULL;
