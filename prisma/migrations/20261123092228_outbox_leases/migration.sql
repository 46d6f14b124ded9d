-- AlterTable
ALTER TABLE "Mail" DROP COLUMN "leasedUntil",
ADD COLUMN     "uncertainSince" TIMESTAMPTZ(3),
ALTER COLUMN "nextAttemptAt" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "Mail_createdAt_idx" ON "Mail"("createdAt");
