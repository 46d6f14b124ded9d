-- AlterTable
ALTER TABLE "Resource" ADD COLUMN     "purgedAt" TIMESTAMPTZ(3),
ADD COLUMN     "takenDown" BOOLEAN NOT NULL DEFAULT false;

-- What was deleted before there was a trash has had its files discarded.
UPDATE "Resource" SET "purgedAt" = "deletedAt" WHERE "deletedAt" IS NOT NULL;
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_purged_after_deleted" CHECK ("purgedAt" IS NULL OR "deletedAt" IS NOT NULL);
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_living_is_not_taken_down" CHECK ("deletedAt" IS NOT NULL OR NOT "takenDown");

-- The trash is small beside what is shared and what was purged.
CREATE INDEX "Resource_in_trash" ON "Resource"("deletedAt") WHERE "deletedAt" IS NOT NULL AND "purgedAt" IS NULL;
