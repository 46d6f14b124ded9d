-- CreateEnum
CREATE TYPE "Strength" AS ENUM ('mailbox', 'mailbox_totp', 'mailbox_recovery', 'passkey');

-- CreateEnum
CREATE TYPE "PolicyState" AS ENUM ('on', 'off', 'report_only');

-- CreateEnum
CREATE TYPE "LocationKind" AS ENUM ('network', 'country');

-- CreateEnum
CREATE TYPE "SignInKind" AS ENUM ('sign_in', 'access');

-- CreateEnum
CREATE TYPE "SignInOutcome" AS ENUM ('allowed', 'asked', 'refused');

-- CreateEnum
CREATE TYPE "TermsFormat" AS ENUM ('markdown', 'pdf');

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "policyVersion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Resource" ADD COLUMN     "labelId" UUID;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "codeAt" TIMESTAMPTZ(3),
ADD COLUMN     "newBrowser" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "purpose" TEXT,
ADD COLUMN     "purposeAt" TIMESTAMPTZ(3),
ADD COLUMN     "seenAt" TIMESTAMPTZ(3),
ADD COLUMN     "strength" "Strength" NOT NULL DEFAULT 'mailbox',
ADD COLUMN     "strengthenedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "AuthenticatorApp" (
    "id" UUID NOT NULL,
    "principalId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "lastStep" BIGINT,
    "lastUsedAt" TIMESTAMPTZ(3),
    "wrongCodes" INTEGER NOT NULL DEFAULT 0,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "AuthenticatorApp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "principalId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credentialId" BYTEA NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "backedUp" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "principalId" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebAuthnChallenge" (
    "id" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "challenge" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebAuthnChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FactorReset" (
    "id" UUID NOT NULL,
    "principalId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "requestedById" UUID NOT NULL,
    "voucherId" UUID NOT NULL,
    "vouchedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "completedById" UUID,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "FactorReset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ResourceCode" (
    "sessionId" UUID NOT NULL,
    "resourceId" UUID NOT NULL,
    "provenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ResourceCode_pkey" PRIMARY KEY ("sessionId","resourceId")
);

-- CreateTable
CREATE TABLE "Policy" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "PolicyState" NOT NULL,
    "settings" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedById" UUID,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NamedLocation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "LocationKind" NOT NULL,
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "ranges" TEXT[],
    "countries" TEXT[],
    "includeUnknown" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NamedLocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SensitivityLabel" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT,
    "place" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SensitivityLabel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignIn" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "SignInKind" NOT NULL,
    "outcome" "SignInOutcome" NOT NULL,
    "reference" TEXT NOT NULL,
    "principalId" UUID NOT NULL,
    "principalKind" "PrincipalKind" NOT NULL,
    "address" TEXT NOT NULL,
    "sessionId" UUID,
    "resourceId" UUID,
    "action" TEXT,
    "networkAddress" TEXT NOT NULL,
    "country" TEXT,
    "platform" TEXT NOT NULL,
    "browser" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "strength" "Strength" NOT NULL,
    "newBrowser" BOOLEAN NOT NULL,
    "reason" TEXT,
    "purpose" TEXT,
    "policies" JSONB NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "SignIn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TermsDocument" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "expiresAfterDays" INTEGER,
    "reacceptAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TermsDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TermsVersion" (
    "id" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "reaccept" BOOLEAN NOT NULL,
    "changes" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,

    CONSTRAINT "TermsVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TermsText" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "format" "TermsFormat" NOT NULL,
    "content" BYTEA NOT NULL,
    "sha256" BYTEA NOT NULL,

    CONSTRAINT "TermsText_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TermsAcceptance" (
    "id" UUID NOT NULL,
    "principalId" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "textId" UUID NOT NULL,
    "sha256" BYTEA NOT NULL,
    "accepted" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sessionId" UUID,
    "networkAddress" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,

    CONSTRAINT "TermsAcceptance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuthenticatorApp_principalId_idx" ON "AuthenticatorApp"("principalId");

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_principalId_idx" ON "Passkey"("principalId");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_hash_key" ON "RecoveryCode"("hash");

-- CreateIndex
CREATE INDEX "RecoveryCode_principalId_idx" ON "RecoveryCode"("principalId");

-- CreateIndex
CREATE INDEX "WebAuthnChallenge_sessionId_purpose_idx" ON "WebAuthnChallenge"("sessionId", "purpose");

-- CreateIndex
CREATE INDEX "WebAuthnChallenge_expiresAt_idx" ON "WebAuthnChallenge"("expiresAt");

-- CreateIndex
CREATE INDEX "FactorReset_principalId_idx" ON "FactorReset"("principalId");

-- CreateIndex
CREATE INDEX "FactorReset_voucherId_idx" ON "FactorReset"("voucherId");

-- CreateIndex
CREATE INDEX "Policy_deletedAt_createdAt_idx" ON "Policy"("deletedAt", "createdAt");

-- CreateIndex
CREATE INDEX "NamedLocation_name_idx" ON "NamedLocation"("name");

-- CreateIndex
CREATE UNIQUE INDEX "SignIn_reference_key" ON "SignIn"("reference");

-- CreateIndex
CREATE INDEX "SignIn_at_idx" ON "SignIn"("at");

-- CreateIndex
CREATE INDEX "SignIn_principalId_at_idx" ON "SignIn"("principalId", "at");

-- CreateIndex
CREATE INDEX "SignIn_resourceId_at_idx" ON "SignIn"("resourceId", "at");

-- CreateIndex
CREATE INDEX "SignIn_outcome_at_idx" ON "SignIn"("outcome", "at");

-- CreateIndex
CREATE UNIQUE INDEX "TermsVersion_documentId_number_key" ON "TermsVersion"("documentId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "TermsText_versionId_language_key" ON "TermsText"("versionId", "language");

-- CreateIndex
CREATE INDEX "TermsAcceptance_principalId_documentId_at_idx" ON "TermsAcceptance"("principalId", "documentId", "at");

-- CreateIndex
CREATE INDEX "TermsAcceptance_documentId_at_idx" ON "TermsAcceptance"("documentId", "at");

-- CreateIndex
CREATE INDEX "Resource_labelId_idx" ON "Resource"("labelId");

-- AddForeignKey
ALTER TABLE "AuthenticatorApp" ADD CONSTRAINT "AuthenticatorApp_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebAuthnChallenge" ADD CONSTRAINT "WebAuthnChallenge_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FactorReset" ADD CONSTRAINT "FactorReset_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ResourceCode" ADD CONSTRAINT "ResourceCode_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_labelId_fkey" FOREIGN KEY ("labelId") REFERENCES "SensitivityLabel"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TermsVersion" ADD CONSTRAINT "TermsVersion_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "TermsDocument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TermsText" ADD CONSTRAINT "TermsText_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "TermsVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TermsAcceptance" ADD CONSTRAINT "TermsAcceptance_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TermsAcceptance" ADD CONSTRAINT "TermsAcceptance_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "TermsDocument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TermsAcceptance" ADD CONSTRAINT "TermsAcceptance_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "TermsVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TermsAcceptance" ADD CONSTRAINT "TermsAcceptance_textId_fkey" FOREIGN KEY ("textId") REFERENCES "TermsText"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The trail of sign-ins is only ever added to (promise G3), and so is who agreed to what.
CREATE FUNCTION "refuse_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER "SignIn_append_only" BEFORE UPDATE OR DELETE ON "SignIn"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();

CREATE TRIGGER "SignIn_no_truncate" BEFORE TRUNCATE ON "SignIn"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewrite"();

CREATE TRIGGER "TermsAcceptance_append_only" BEFORE UPDATE ON "TermsAcceptance"
  FOR EACH ROW EXECUTE FUNCTION "refuse_rewrite"();
