-- AlterTable
ALTER TABLE "FactorReset" ADD COLUMN     "withdrawnById" UUID;
