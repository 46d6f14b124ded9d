-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "pagesRead" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- The trail is purged by age through one function of the tables' owner, and in no other way. The application's account
-- has no right to delete (server/application-account); where it owns the tables, these triggers are all there is. They let
-- a row go that is older than 30 days, if what was called from outside is that function: the last line of the context.
CREATE FUNCTION "refuse_trail_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  context text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    GET DIAGNOSTICS context = PG_CONTEXT;
    IF OLD."at" < now() - interval '30 days' AND context ~ '\mpurge_trail\(integer\) [^\n"]*$' THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;

DROP TRIGGER "AuditEvent_append_only" ON "AuditEvent";
DROP TRIGGER "AuditEvent_no_truncate" ON "AuditEvent";
DROP TRIGGER "SignIn_append_only" ON "SignIn";
DROP TRIGGER "SignIn_no_truncate" ON "SignIn";
DROP TRIGGER "TermsAcceptance_append_only" ON "TermsAcceptance";
DROP FUNCTION "refuse_audit_rewrite"();
DROP FUNCTION "refuse_rewrite"();

CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_trail_rewrite"();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_trail_rewrite"();
CREATE TRIGGER "SignIn_append_only" BEFORE UPDATE OR DELETE ON "SignIn"
  FOR EACH ROW EXECUTE FUNCTION "refuse_trail_rewrite"();
CREATE TRIGGER "SignIn_no_truncate" BEFORE TRUNCATE ON "SignIn"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_trail_rewrite"();
CREATE TRIGGER "TermsAcceptance_append_only" BEFORE UPDATE OR DELETE ON "TermsAcceptance"
  FOR EACH ROW EXECUTE FUNCTION "refuse_trail_rewrite"();
CREATE TRIGGER "TermsAcceptance_no_truncate" BEFORE TRUNCATE ON "TermsAcceptance"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_trail_rewrite"();

-- Takes up to 20,000 rows of each table that are older than so many days, by the database's own clock, leaves an event,
-- and says how many went. Who agreed to what stays for as long as they are here: policies go by it.
CREATE FUNCTION "purge_trail"(keep_days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  most CONSTANT integer := 20000;
  bound timestamptz;
  events integer;
  sign_ins integer;
  answers integer;
BEGIN
  IF keep_days IS NULL OR keep_days < 30 THEN
    RAISE EXCEPTION 'the trail of the last 30 days is not purged';
  END IF;
  bound := now() - make_interval(days => keep_days);
  DELETE FROM "AuditEvent" WHERE "id" IN (SELECT "id" FROM "AuditEvent" WHERE "at" < bound ORDER BY "at" LIMIT most);
  GET DIAGNOSTICS events = ROW_COUNT;
  DELETE FROM "SignIn" WHERE "id" IN (SELECT "id" FROM "SignIn" WHERE "at" < bound ORDER BY "at" LIMIT most);
  GET DIAGNOSTICS sign_ins = ROW_COUNT;
  DELETE FROM "TermsAcceptance" WHERE "id" IN (
    SELECT a."id" FROM "TermsAcceptance" a JOIN "Principal" p ON p."id" = a."principalId"
    WHERE a."at" < bound AND p."removedAt" < bound LIMIT most);
  GET DIAGNOSTICS answers = ROW_COUNT;
  IF events + sign_ins + answers > 0 THEN
    INSERT INTO "AuditEvent" ("id", "at", "type", "callerKind", "callerName", "detail") VALUES (
      gen_random_uuid(), clock_timestamp(), 'trail.purged', 'system', 'purge-trail',
      jsonb_build_object('before', bound, 'events', events, 'signIns', sign_ins, 'answers', answers, 'as', session_user));
  END IF;
  RETURN events + sign_ins + answers;
END
$$;

-- It finds the tables where they are made, and nothing that a caller puts in their way.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION "purge_trail"(integer) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END
$$;

REVOKE ALL ON FUNCTION "purge_trail"(integer) FROM PUBLIC;
