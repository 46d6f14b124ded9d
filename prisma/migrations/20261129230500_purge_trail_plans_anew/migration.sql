-- readable by: 0.1.0
-- As before, but planned anew at each call, and with the ids of a batch looked up once. A connection kept the plan that it
-- had made while there was little to purge: for each old row it read the whole batch, 20,000 times 20,000 rows.
CREATE OR REPLACE FUNCTION "purge_trail"(keep_days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$
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
  WITH gone AS (
    DELETE FROM "AuditEvent" WHERE "id" = ANY (ARRAY(SELECT "id" FROM "AuditEvent" WHERE "at" < bound ORDER BY "at" LIMIT most)) RETURNING "id"
  ), beside AS (DELETE FROM "TrailOrigin" WHERE "id" = ANY (ARRAY(SELECT "id" FROM gone)))
  SELECT count(*) INTO events FROM gone;
  WITH gone AS (
    DELETE FROM "SignIn" WHERE "id" = ANY (ARRAY(SELECT "id" FROM "SignIn" WHERE "at" < bound ORDER BY "at" LIMIT most)) RETURNING "id"
  ), beside AS (DELETE FROM "TrailOrigin" WHERE "id" = ANY (ARRAY(SELECT "id" FROM gone)))
  SELECT count(*) INTO sign_ins FROM gone;
  DELETE FROM "TrailOrigin" o USING "TermsAcceptance" a WHERE a."id" = o."id" AND a."at" < bound;
  DELETE FROM "TermsAcceptance" WHERE "id" = ANY (ARRAY(
    SELECT a."id" FROM "TermsAcceptance" a JOIN "Principal" p ON p."id" = a."principalId"
    WHERE a."at" < bound AND p."removedAt" < bound LIMIT most));
  GET DIAGNOSTICS answers = ROW_COUNT;
  IF events + sign_ins + answers > 0 THEN
    INSERT INTO "AuditEvent" ("id", "at", "type", "callerKind", "callerName", "detail") VALUES (
      gen_random_uuid(), clock_timestamp(), 'trail.purged', 'system', 'purge-trail',
      jsonb_build_object('before', bound, 'events', events, 'signIns', sign_ins, 'answers', answers, 'as', session_user));
  END IF;
  RETURN events + sign_ins + answers;
END
$$;

-- What replaces a function takes its settings away.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION "purge_trail"(integer) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END
$$;
ALTER FUNCTION "purge_trail"(integer) SET plan_cache_mode = force_custom_plan;
