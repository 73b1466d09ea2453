import type { Database } from "#lib/db/client.ts";

/**
 * Lets the minutes pass that a run has no time for. The product waits in minutes of the wall clock where DRS runs
 * hundreds of times faster: retries, launch and health timeouts, statuses that DRS flips late. What has waited for
 * some seconds is moved back as if it had waited its whole time; nothing else is touched.
 */
export async function hurry(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE "execution_server" SET "queued_until" = clock_timestamp()
    WHERE "status" = 'QUEUED' AND "queued_until" > clock_timestamp() + interval '2 seconds'`;
  await db.$executeRaw`
    UPDATE "launch" l SET "requested_at" = l."requested_at" - (w."launch_timeout_minutes" * interval '1 minute')
    FROM "execution_wave" w
    WHERE w."execution_id" = l."execution_id" AND w."number" = l."wave_number" AND l."job_id" IS NOT NULL
      AND l."ended_at" IS NULL AND l."refused_at" IS NULL
      AND l."requested_at" BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() - interval '12 seconds'`;
  await db.$executeRaw`
    UPDATE "execution_server" s SET "launched_at" = s."launched_at" - ((w."health_timeout_minutes" + 1) * interval '1 minute')
    FROM "execution_wave" w
    WHERE w."execution_id" = s."execution_id" AND w."number" = s."wave_number" AND s."status" = 'LAUNCHED'
      AND s."launched_at" BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() - interval '10 seconds'`;
  await db.$executeRaw`
    UPDATE "launch" SET "job_ended_at" = "job_ended_at" - interval '16 minutes'
    WHERE "ended_at" IS NULL AND "refused_at" IS NULL
      AND "job_ended_at" BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() - interval '8 seconds'`;
}
