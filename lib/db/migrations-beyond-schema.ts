/** What the migrations make that Prisma's schema cannot say. Sorted; the rule behind each has a test of its own. */
export const BEYOND_THE_SCHEMA = [
  "constraint deployment_one_row on deployment CHECK ((id = 1))",
  "function refuse_change()",
  "index CREATE INDEX execution_open_idx ON public.execution USING btree (created_at) WHERE (ended_at IS NULL)",
  "index CREATE INDEX launch_open_idx ON public.launch USING btree (account_id, region) WHERE ((ended_at IS NULL) AND (refused_at IS NULL))",
  "index CREATE INDEX step_task_open_idx ON public.step_task USING btree (created_at) WHERE (sent_at IS NULL)",
  "index CREATE UNIQUE INDEX execution_plan_active_key ON public.execution USING btree (plan_id) WHERE (ended_at IS NULL)",
  "index CREATE UNIQUE INDEX execution_server_lease_key ON public.execution_server USING btree (account_id, region, source_server_id) WHERE (released_at IS NULL)",
  "trigger CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
  "trigger CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
  "trigger CREATE TRIGGER execution_event_append_only BEFORE DELETE OR UPDATE ON public.execution_event FOR EACH ROW EXECUTE FUNCTION refuse_change()",
  "trigger CREATE TRIGGER execution_event_no_truncate BEFORE TRUNCATE ON public.execution_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
  "trigger CREATE TRIGGER job_log_item_append_only BEFORE DELETE OR UPDATE ON public.job_log_item FOR EACH ROW EXECUTE FUNCTION refuse_change()",
  "trigger CREATE TRIGGER job_log_item_no_truncate BEFORE TRUNCATE ON public.job_log_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
  "trigger CREATE TRIGGER plan_version_append_only BEFORE UPDATE ON public.plan_version FOR EACH ROW EXECUTE FUNCTION refuse_change()",
  "trigger CREATE TRIGGER plan_version_no_truncate BEFORE TRUNCATE ON public.plan_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
];
