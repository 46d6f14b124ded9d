-- CreateTable
CREATE TABLE "Tally" (
    "key" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "Tally_pkey" PRIMARY KEY ("key","startedAt")
);

-- CreateIndex
CREATE INDEX "Tally_startedAt_idx" ON "Tally"("startedAt");
