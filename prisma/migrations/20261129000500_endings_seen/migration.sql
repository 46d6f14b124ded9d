-- AlterTable
ALTER TABLE "ReviewRound" ADD COLUMN     "endedCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "endingsSeenAt" TIMESTAMPTZ(3);

-- Running rounds look for what ended lately: few rows of large tables.
CREATE INDEX "Grant_revokedAt_idx" ON "Grant" ("revokedAt") WHERE "revokedAt" IS NOT NULL;
CREATE INDEX "Grant_endsAt_idx" ON "Grant" ("endsAt") WHERE "endsAt" IS NOT NULL;
CREATE INDEX "Principal_removedAt_idx" ON "Principal" ("removedAt") WHERE "removedAt" IS NOT NULL;
CREATE INDEX "Resource_deletedAt_idx" ON "Resource" ("deletedAt") WHERE "deletedAt" IS NOT NULL;

-- Items that applied rounds marked already count as not waited for.
UPDATE "ReviewPanel" n SET "answeredCount" = n."answeredCount" + c.items FROM (
  SELECT id, count(*)::int AS items FROM (
    SELECT "panelId" AS id FROM "ReviewItem" WHERE result = 'ended_before' AND answer IS NULL
    UNION ALL SELECT "secondPanelId" FROM "ReviewItem" WHERE result = 'ended_before' AND "secondPanelId" IS NOT NULL AND "secondAnswer" IS NULL
  ) open GROUP BY id
) c WHERE n.id = c.id;
UPDATE "ReviewRound" r SET "endedCount" = c.items FROM (
  SELECT "roundId", count(*)::int AS items FROM "ReviewItem" WHERE result = 'ended_before' AND outcome IS NULL GROUP BY 1
) c WHERE r.id = c."roundId";
