-- AlterTable
ALTER TABLE "StoredFile" ADD COLUMN     "discardedAt" TIMESTAMPTZ(3);

-- What is gone had been discarded in the same moment.
UPDATE "StoredFile" SET "discardedAt" = "erasedAt" WHERE "erasedAt" IS NOT NULL;
