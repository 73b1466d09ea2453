import { query } from "../stack/postgres.ts";

/** Everything that a schema is made of, one line each, sorted: two databases are alike when their lines are. */
export async function catalogOf(url: string): Promise<string[]> {
  const parts = await Promise.all(CATALOG.map((statement) => query(url, statement)));
  return parts
    .flat()
    .map(({ line }) => String(line).replaceAll(/\s+/g, " "))
    .sort();
}

const OURS = "n.nspname = 'public' AND c.relname <> '_prisma_migrations'";

const CATALOG = [
  `SELECT format('column %s.%s %s%s default %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
     CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, coalesce(pg_get_expr(d.adbin, d.adrelid), 'none'),
     coalesce(' identity ' || nullif(a.attidentity::text, ''), '')) AS line
   FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE ${OURS} AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped`,
  `SELECT format('index %s', pg_get_indexdef(i.indexrelid)) AS line
   FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS}`,
  `SELECT format('constraint %s on %s %s', o.conname, c.relname, pg_get_constraintdef(o.oid)) AS line
   FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS}`,
  `SELECT format('trigger %s', pg_get_triggerdef(t.oid)) AS line
   FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OURS} AND NOT t.tgisinternal`,
  `SELECT format('type %s (%s)', t.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)) AS line
   FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname`,
  `SELECT format('function %s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) AS line
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'`,
  `SELECT format('%s %s', CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' ELSE 'relation' END, c.relname) AS line
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS} AND c.relkind IN ('S', 'v', 'm', 'r', 'p')`,
  `SELECT format('grant on %s to %s', c.relname, c.relacl::text) AS line
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS} AND c.relacl IS NOT NULL`,
];
