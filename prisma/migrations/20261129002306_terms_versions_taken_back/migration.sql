-- AlterTable
ALTER TABLE "TermsVersion" ADD COLUMN     "takenBackAt" TIMESTAMPTZ(3);
