-- AlterTable
ALTER TABLE "FactorReset" ADD COLUMN     "stoppedAt" TIMESTAMPTZ(3),
ADD COLUMN     "tokenHash" BYTEA;

-- AlterTable
ALTER TABLE "Principal" ADD COLUMN     "memberAt" TIMESTAMPTZ(3),
ADD COLUMN     "memberById" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "FactorReset_tokenHash_key" ON "FactorReset"("tokenHash");

-- Whoever was let in or enabled before is in office since the newest time that the trail tells of.
UPDATE "Principal" p SET "memberAt" = came.at, "memberById" = came."callerId"
FROM (
  SELECT DISTINCT ON ("principalId") "principalId", at, "callerId" FROM "AuditEvent"
  WHERE type IN ('member.added', 'member.enabled') ORDER BY "principalId", at DESC
) came
WHERE came."principalId" = p.id AND p.kind = 'member';

-- What waits to be vouched for has no link that stops it: it is asked for anew, with one.
UPDATE "FactorReset" SET "withdrawnAt" = now() WHERE "completedAt" IS NULL AND "withdrawnAt" IS NULL;
