-- CreateEnum
CREATE TYPE "AdministratorRole" AS ENUM ('administrator');

-- CreateTable
CREATE TABLE "Administrator" (
    "principalId" UUID NOT NULL,
    "role" "AdministratorRole" NOT NULL,
    "appointedById" UUID,
    "appointedAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "Administrator_pkey" PRIMARY KEY ("principalId","role"),
    CONSTRAINT "Administrator_ends_after_start" CHECK ("until" >= "appointedAt")
);

-- AddForeignKey
ALTER TABLE "Administrator" ADD CONSTRAINT "Administrator_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Administrator" ADD CONSTRAINT "Administrator_appointedById_fkey" FOREIGN KEY ("appointedById") REFERENCES "Principal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By whom and since when, as the trail has it; who set Foyer up, by nobody and since they are here.
INSERT INTO "Administrator" ("principalId", "role", "appointedById", "appointedAt")
SELECT p.id, 'administrator', a.id, coalesce(e.at, p."createdAt") FROM "Principal" p
  LEFT JOIN LATERAL (
    SELECT e.at, e."callerId" FROM "AuditEvent" e
    WHERE e."principalId" = p.id AND (e.type = 'member.promoted' OR e.type = 'member.added' AND e.detail->>'administrator' = 'true')
    ORDER BY e.at DESC LIMIT 1
  ) e ON true
  LEFT JOIN "Principal" a ON a.id = e."callerId"
WHERE p.administrator;

-- AlterTable
ALTER TABLE "Principal" DROP COLUMN "administrator";
