-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "proofs" JSONB NOT NULL DEFAULT '{}';

-- What was proven in sessions that were not ended. A time that was not kept is the start of the session, so that no proof
-- is taken for younger than it is.
UPDATE "Session" SET "proofs" = (
    SELECT jsonb_object_agg(proof.kind, coalesce(proof.at, "startedAt")) FROM (VALUES
        ('mailbox', true, "codeAt"),
        -- A recovery code that was used after it left one time for both.
        ('passkey', strength = 'passkey', "passkeyAt"),
        -- An app was shown last, unless the last was what `passkeyAt` is of; of an app before that no time was kept.
        ('authenticator_app', strength = 'mailbox_totp' OR (strength = 'passkey' AND "strengthenedAt" > "passkeyAt"),
            CASE WHEN "passkeyAt" IS NULL OR "strengthenedAt" > "passkeyAt" THEN "strengthenedAt" END),
        ('recovery_code', strength = 'mailbox_recovery' OR (strength = 'mailbox_totp' AND "passkeyAt" IS NOT NULL), "passkeyAt")
    ) proof(kind, given, at)
    WHERE proof.given
)
WHERE "endedAt" IS NULL;

-- AlterTable
ALTER TABLE "Session" DROP COLUMN "strength",
DROP COLUMN "strengthenedAt",
DROP COLUMN "passkeyAt",
DROP COLUMN "codeAt";
