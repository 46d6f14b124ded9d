-- CreateTable
CREATE TABLE "KeptForm" (
    "principalId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "path" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "keptAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeptForm_pkey" PRIMARY KEY ("principalId")
);

-- CreateIndex
CREATE INDEX "KeptForm_keptAt_idx" ON "KeptForm"("keptAt");

-- AddForeignKey
ALTER TABLE "KeptForm" ADD CONSTRAINT "KeptForm_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE CASCADE ON UPDATE CASCADE;
