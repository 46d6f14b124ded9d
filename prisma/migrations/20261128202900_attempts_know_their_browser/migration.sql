-- AlterTable
ALTER TABLE "SignInAttempt" ADD COLUMN     "browserHash" BYTEA;
