-- CreateTable
CREATE TABLE "ResourceVersion" (
    "resourceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fileId" UUID,
    "body" TEXT,
    "note" TEXT,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "madeById" UUID NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,

    CONSTRAINT "ResourceVersion_pkey" PRIMARY KEY ("resourceId","number")
);

-- CreateIndex
CREATE INDEX "ResourceVersion_fileId_idx" ON "ResourceVersion"("fileId");

-- CreateIndex
CREATE INDEX "ResourceVersion_madeById_idx" ON "ResourceVersion"("madeById");

-- AddForeignKey
ALTER TABLE "ResourceVersion" ADD CONSTRAINT "ResourceVersion_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResourceVersion" ADD CONSTRAINT "ResourceVersion_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StoredFile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResourceVersion" ADD CONSTRAINT "ResourceVersion_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
