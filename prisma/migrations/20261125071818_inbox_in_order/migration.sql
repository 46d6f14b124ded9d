-- DropIndex
DROP INDEX "Grant_principalId_revokedAt_grantedAt_idx";

-- CreateIndex
CREATE INDEX "Grant_principalId_grantedAt_id_idx" ON "Grant"("principalId", "grantedAt", "id");
