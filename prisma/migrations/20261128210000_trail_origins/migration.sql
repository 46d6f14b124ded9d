-- The trail names people by id. Their addresses, networks and browsers stand beside it, where they can be emptied.

-- CreateTable
CREATE TABLE "TrailOrigin" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT,
    "networkAddress" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "TrailOrigin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrailKey" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "key" BYTEA NOT NULL,

    CONSTRAINT "TrailKey_pkey" PRIMARY KEY ("id")
);

INSERT INTO "TrailKey" ("key") VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- One pseudonym for an address, by a key that its caller can't read: a UUID (version 8).
CREATE FUNCTION "trail_pseudonym"(address text) RETURNS uuid LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SECURITY DEFINER AS $$
DECLARE
  secret bytea;
  hash bytea;
BEGIN
  SELECT "key" INTO STRICT secret FROM "TrailKey";
  hash := substring(sha256(secret || sha256(secret || convert_to(address, 'UTF8'))) FOR 16);
  hash := set_byte(set_byte(hash, 6, (get_byte(hash, 6) & 15) | 128), 8, (get_byte(hash, 8) & 63) | 128);
  RETURN encode(hash, 'hex')::uuid;
END
$$;

REVOKE ALL ON FUNCTION "trail_pseudonym"(text) FROM PUBLIC;

-- Old rows: what is to stand beside them, then the same rows without it. Changing a column's type writes a table anew,
-- so that nothing of what is dropped stays in its pages; no trigger sees it.
CREATE FUNCTION pg_temp.address_in(detail jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(detail ->> 'address', detail ->> 'recipient')
$$;

CREATE FUNCTION pg_temp.person_at(address text) RETURNS uuid LANGUAGE sql STABLE STRICT AS $$
  SELECT coalesce((SELECT p."id" FROM "Principal" p WHERE p."address" = $1), trail_pseudonym($1))
$$;

-- A mail server's answer may name the mailbox.
CREATE FUNCTION pg_temp.without_address(detail jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT nullif(CASE WHEN jsonb_typeof(detail -> 'reason') = 'string' AND detail ? 'recipient'
    THEN jsonb_set(detail, '{reason}', to_jsonb(regexp_replace(detail ->> 'reason', '[^\s<>@]+@[^\s<>@]+', '…', 'g'))) ELSE detail END
    - 'address' - 'recipient' - 'voucher', '{}')
$$;

INSERT INTO "TrailOrigin" ("id", "at", "address", "networkAddress", "userAgent")
SELECT e."id", e."at", a.address, e."networkAddress", e."userAgent"
FROM "AuditEvent" e, LATERAL (SELECT CASE WHEN e."callerId" IS NULL OR e."principalId" IS NULL THEN pg_temp.address_in(e."detail") END AS address) a
WHERE a.address IS NOT NULL OR e."networkAddress" IS NOT NULL OR e."userAgent" IS NOT NULL
UNION ALL SELECT "id", "at", NULL, "networkAddress", "userAgent" FROM "SignIn"
UNION ALL SELECT "id", "at", NULL, "networkAddress", "userAgent" FROM "TermsAcceptance";

DROP INDEX "AuditEvent_address_at_idx";

ALTER TABLE "AuditEvent"
  DROP COLUMN "networkAddress",
  DROP COLUMN "userAgent",
  ALTER COLUMN "callerName" TYPE TEXT USING CASE WHEN "callerKind" = 'system' THEN "callerName" END,
  ALTER COLUMN "principalId" TYPE UUID USING coalesce("principalId", pg_temp.person_at(pg_temp.address_in("detail"))),
  ALTER COLUMN "detail" TYPE JSONB USING pg_temp.without_address("detail");

ALTER TABLE "SignIn"
  DROP COLUMN "address",
  DROP COLUMN "networkAddress",
  DROP COLUMN "userAgent",
  ALTER COLUMN "facts" TYPE JSONB USING "facts" - 'networkAddress';

ALTER TABLE "TermsAcceptance"
  DROP COLUMN "networkAddress",
  DROP COLUMN "userAgent",
  ALTER COLUMN "sha256" TYPE BYTEA USING "sha256" || ''::bytea;

DROP FUNCTION pg_temp.address_in(jsonb);
DROP FUNCTION pg_temp.person_at(text);
DROP FUNCTION pg_temp.without_address(jsonb);

-- The trail is also asked by addresses that nobody here is known by. Prisma's schema can't say an index on some rows.
CREATE INDEX "TrailOrigin_address_at_id_idx" ON "TrailOrigin" ("address", "at", "id") WHERE "address" IS NOT NULL;

-- What stands beside may be emptied, by the owner alone, and is otherwise kept as the trail is.
CREATE FUNCTION "refuse_all_but_emptying"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."id" = OLD."id" AND NEW."at" = OLD."at" AND coalesce(NEW."address", OLD."address") IS NOT DISTINCT FROM OLD."address"
    AND coalesce(NEW."networkAddress", OLD."networkAddress") IS NOT DISTINCT FROM OLD."networkAddress"
    AND coalesce(NEW."userAgent", OLD."userAgent") IS NOT DISTINCT FROM OLD."userAgent" THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are only ever added or emptied', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "TrailOrigin_emptied" BEFORE UPDATE ON "TrailOrigin"
  FOR EACH ROW EXECUTE FUNCTION "refuse_all_but_emptying"();
CREATE TRIGGER "TrailOrigin_append_only" BEFORE DELETE ON "TrailOrigin"
  FOR EACH ROW EXECUTE FUNCTION "refuse_trail_rewrite"();
CREATE TRIGGER "TrailOrigin_no_truncate" BEFORE TRUNCATE ON "TrailOrigin"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_trail_rewrite"();

-- As before; and with each row goes what stands beside it. Where an answer to terms was given from goes at its time too,
-- though the answer stays.
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
    DELETE FROM "AuditEvent" WHERE "id" IN (SELECT "id" FROM "AuditEvent" WHERE "at" < bound ORDER BY "at" LIMIT most) RETURNING "id"
  ), beside AS (DELETE FROM "TrailOrigin" o USING gone WHERE o."id" = gone."id")
  SELECT count(*) INTO events FROM gone;
  WITH gone AS (
    DELETE FROM "SignIn" WHERE "id" IN (SELECT "id" FROM "SignIn" WHERE "at" < bound ORDER BY "at" LIMIT most) RETURNING "id"
  ), beside AS (DELETE FROM "TrailOrigin" o USING gone WHERE o."id" = gone."id")
  SELECT count(*) INTO sign_ins FROM gone;
  DELETE FROM "TrailOrigin" o USING "TermsAcceptance" a WHERE a."id" = o."id" AND a."at" < bound;
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

-- Both find their tables where they are made, and nothing that a caller puts in their way.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['purge_trail(integer)', 'trail_pseudonym(text)'] LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', name, current_schema());
  END LOOP;
END
$$;
