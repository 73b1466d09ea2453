CREATE TABLE "drill_network" (
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "subnet_ids" TEXT[],
    "security_group_ids" TEXT[],
    "isolation_required" BOOLEAN NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "drill_network_pkey" PRIMARY KEY ("account_id", "region")
);
ALTER TABLE "drill_network" ADD CONSTRAINT "drill_network_account_id_region_fkey" FOREIGN KEY ("account_id", "region") REFERENCES "account_region"("account_id", "region") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "landing" (
    "account_id" CHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "source_server_id" TEXT NOT NULL,
    "landing" JSONB,
    "read_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "tried_at" TIMESTAMPTZ(3),
    "wanted_at" TIMESTAMPTZ(3),
    CONSTRAINT "landing_pkey" PRIMARY KEY ("account_id", "region", "source_server_id")
);
ALTER TABLE "landing" ADD CONSTRAINT "landing_account_id_region_source_server_id_fkey" FOREIGN KEY ("account_id", "region", "source_server_id") REFERENCES "source_server"("account_id", "region", "source_server_id") ON DELETE CASCADE ON UPDATE CASCADE;
