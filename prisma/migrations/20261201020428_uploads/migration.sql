-- CreateTable
CREATE TABLE "Upload" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "uploadedById" UUID NOT NULL,
    "spaceId" UUID,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "heldBy" UUID,
    "heldUntil" TIMESTAMPTZ(3),
    "wantedBy" UUID,

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Upload_uploadedById_finishedAt_idx" ON "Upload"("uploadedById", "finishedAt");

-- CreateIndex
CREATE INDEX "Upload_spaceId_idx" ON "Upload"("spaceId");

-- CreateIndex
CREATE INDEX "Upload_startedAt_idx" ON "Upload"("startedAt");

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
