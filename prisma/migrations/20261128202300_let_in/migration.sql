-- CreateTable
CREATE TABLE "LetIn" (
    "id" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "address" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "browserHash" BYTEA,

    CONSTRAINT "LetIn_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LetIn_tokenHash_key" ON "LetIn"("tokenHash");

-- CreateIndex
CREATE INDEX "LetIn_browserHash_idx" ON "LetIn"("browserHash");

-- CreateIndex
CREATE INDEX "LetIn_createdAt_idx" ON "LetIn"("createdAt");

-- CreateIndex
CREATE INDEX "Invitation_principalId_idx" ON "Invitation"("principalId");
