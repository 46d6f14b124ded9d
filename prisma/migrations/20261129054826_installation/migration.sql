-- readable by: 0.1.0

-- AlterTable
ALTER TABLE "StoredFile" ADD COLUMN     "checkedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "missingAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "secretCheck" BYTEA NOT NULL,
    "fileStoreId" UUID NOT NULL,
    "neededVersion" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AppliedMigration" (
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "readableBy" TEXT,

    CONSTRAINT "AppliedMigration_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Instance" (
    "id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "build" TEXT NOT NULL,
    "publicUrl" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Instance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "StoredFile_checkedAt_idx" ON "StoredFile"("checkedAt");

-- CreateIndex
CREATE INDEX "StoredFile_missingAt_idx" ON "StoredFile"("missingAt");
