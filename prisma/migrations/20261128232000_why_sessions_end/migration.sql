-- AlterTable
ALTER TABLE "Session" ADD COLUMN "endedCause" TEXT;

-- CreateIndex
CREATE INDEX "ShareLink_createdById_idx" ON "ShareLink"("createdById");

-- CreateIndex
CREATE INDEX "Invitation_invitedById_idx" ON "Invitation"("invitedById");
