-- AlterTable
ALTER TABLE "Resource" ADD COLUMN     "folderId" UUID;

-- What is in no space lies in no folder: the key to the folder holds nothing where one of its columns is null.
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_folder_of_its_space" CHECK ("folderId" IS NULL OR "spaceId" IS NOT NULL);

-- CreateTable
CREATE TABLE "Folder" (
    "id" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "parentId" UUID,
    "name" TEXT COLLATE "natural_order" NOT NULL,
    "alike" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Folder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Folder_parentId_idx" ON "Folder"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "Folder_id_spaceId_key" ON "Folder"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Folder_spaceId_parentId_alike_key" ON "Folder"("spaceId", "parentId", "alike") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "Resource_spaceId_folderId_createdAt_idx" ON "Resource"("spaceId", "folderId", "createdAt");

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_folderId_spaceId_fkey" FOREIGN KEY ("folderId", "spaceId") REFERENCES "Folder"("id", "spaceId") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_parentId_spaceId_fkey" FOREIGN KEY ("parentId", "spaceId") REFERENCES "Folder"("id", "spaceId") ON DELETE NO ACTION ON UPDATE NO ACTION;
