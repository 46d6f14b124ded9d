-- AlterTable
ALTER TABLE "NamedLocation" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "SensitivityLabel" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;
