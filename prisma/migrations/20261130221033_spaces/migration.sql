-- AlterEnum
ALTER TYPE "ResourceKind" ADD VALUE 'space';

-- AlterEnum
ALTER TYPE "Role" ADD VALUE 'contribute';
ALTER TYPE "Role" ADD VALUE 'manage';

-- AlterTable
ALTER TABLE "Resource" ADD COLUMN     "addedById" UUID,
ADD COLUMN     "spaceId" UUID;

-- A space is in no space, and holds no content of its own; what is in one was added by somebody. As text, since no statement may
-- name a new value of a type before this has ended.
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_space_holds_things"
CHECK ("kind"::text <> 'space' OR ("spaceId" IS NULL AND "url" IS NULL AND "body" IS NULL AND "fileId" IS NULL));
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_in_space_was_added" CHECK (("spaceId" IS NULL) = ("addedById" IS NULL));

-- CreateIndex
CREATE INDEX "Resource_spaceId_createdAt_idx" ON "Resource"("spaceId", "createdAt");

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
