-- CreateEnum
CREATE TYPE "ProofKind" AS ENUM ('mailbox', 'authenticator_app', 'passkey', 'recovery_code');

-- CreateTable
CREATE TABLE "SessionProof" (
    "sessionId" UUID NOT NULL,
    "kind" "ProofKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SessionProof_pkey" PRIMARY KEY ("sessionId","kind")
);

-- AddForeignKey
ALTER TABLE "SessionProof" ADD CONSTRAINT "SessionProof_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was proven in sessions that were not ended. A time that was not kept is the start of the session, so that no proof
-- is taken for younger than it is.
INSERT INTO "SessionProof" ("sessionId", "kind", "at")
SELECT id, proof.kind, coalesce(proof.at, "startedAt") FROM "Session", LATERAL (VALUES
    ('mailbox'::"ProofKind", true, "codeAt"),
    -- A recovery code that was used after it left one time for both.
    ('passkey', strength = 'passkey', "passkeyAt"),
    -- An app was shown last, unless the last was what `passkeyAt` is of; of an app before that no time was kept.
    ('authenticator_app', strength = 'mailbox_totp' OR (strength = 'passkey' AND "strengthenedAt" > "passkeyAt"),
        CASE WHEN "passkeyAt" IS NULL OR "strengthenedAt" > "passkeyAt" THEN "strengthenedAt" END),
    ('recovery_code', strength = 'mailbox_recovery' OR (strength = 'mailbox_totp' AND "passkeyAt" IS NOT NULL), "passkeyAt")
) proof(kind, given, at)
WHERE "endedAt" IS NULL AND proof.given;

-- AlterTable
ALTER TABLE "Session" DROP COLUMN "strength",
DROP COLUMN "strengthenedAt",
DROP COLUMN "passkeyAt",
DROP COLUMN "codeAt";
