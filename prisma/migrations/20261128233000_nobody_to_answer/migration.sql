-- AlterTable
ALTER TABLE "ReviewPanel" ADD COLUMN "unaskedToldAt" TIMESTAMPTZ(3);
