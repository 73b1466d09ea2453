CREATE INDEX "execution_server_account_id_region_launched_at_idx" ON "execution_server"("account_id", "region", "launched_at");
