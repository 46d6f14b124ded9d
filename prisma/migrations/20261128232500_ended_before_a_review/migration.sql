-- AlterEnum
ALTER TYPE "ReviewResult" ADD VALUE 'ended_before';

-- AlterTable
ALTER TABLE "ReviewItem" ADD COLUMN     "resultById" UUID;
