-- CreateEnum
CREATE TYPE "ReviewPanelKind" AS ENUM ('sharer', 'sponsor', 'guest', 'members', 'fallback', 'nobody', 'second', 'handed');

-- AlterTable
ALTER TABLE "ReviewPanel" ADD COLUMN     "kind" "ReviewPanelKind",
ADD COLUMN     "subjectId" UUID;

-- A key was the kind, with the subject's id behind a colon. What stood there of a panel handed on was drawn at random.
UPDATE "ReviewPanel" SET "kind" = split_part("key", ':', 1)::"ReviewPanelKind",
  "subjectId" = CASE WHEN "key" NOT LIKE 'handed:%' THEN nullif(split_part("key", ':', 2), '')::uuid END;

-- AlterTable
ALTER TABLE "ReviewPanel" DROP COLUMN "key",
ALTER COLUMN "kind" SET NOT NULL,
ADD CONSTRAINT "ReviewPanel_subject_check" CHECK (("kind" IN ('sharer', 'sponsor', 'guest')) = ("subjectId" IS NOT NULL));

-- CreateIndex
-- Prisma's schema can say neither that nulls are one another's equals nor what is left out.
CREATE UNIQUE INDEX "ReviewPanel_roundId_stage_kind_subjectId_key" ON "ReviewPanel"("roundId", "stage", "kind", "subjectId")
  NULLS NOT DISTINCT WHERE "kind" <> 'handed';
