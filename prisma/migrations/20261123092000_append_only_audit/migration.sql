-- Audit events are only ever added (promise G3): whoever holds the application's connection can't rewrite the trail.
CREATE FUNCTION "refuse_audit_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are only ever added';
END
$$;

CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_rewrite"();

CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_rewrite"();

-- The trail is also asked by addresses that nobody here is known by. Prisma's schema can't say an index on an expression.
CREATE INDEX "AuditEvent_address_at_idx" ON "AuditEvent" ((coalesce("detail" ->> 'address', "detail" ->> 'recipient')), "at")
  WHERE coalesce("detail" ->> 'address', "detail" ->> 'recipient') IS NOT NULL;
