-- AlterTable
ALTER TABLE "SignInAttempt" ADD COLUMN     "lastCodeAt" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "principalId" UUID;
