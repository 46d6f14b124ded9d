-- readable by: 0.1.0
-- AlterTable
ALTER TABLE "StoredFile" ADD COLUMN     "crc32" BIGINT;
