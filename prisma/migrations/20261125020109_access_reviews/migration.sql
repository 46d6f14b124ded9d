-- CreateEnum
CREATE TYPE "ReviewAnswer" AS ENUM ('approve', 'deny', 'dont_know');

-- CreateEnum
CREATE TYPE "ReviewResult" AS ENUM ('applied', 'nothing_left', 'failed');

-- AlterTable
ALTER TABLE "Guest" ADD COLUMN     "removalDueAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "AccessReview" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "nextRoundAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "AccessReview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewRound" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "frozenThrough" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "stage" INTEGER NOT NULL DEFAULT 1,
    "stageEndsAt" TIMESTAMPTZ(3)[],
    "extendedAt" TIMESTAMPTZ(3),
    "extendedById" UUID,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "applyingAt" TIMESTAMPTZ(3),
    "applyingById" UUID,
    "appliedThrough" INTEGER NOT NULL DEFAULT 0,
    "appliedAt" TIMESTAMPTZ(3),
    "resetAt" TIMESTAMPTZ(3),
    "itemCount" INTEGER NOT NULL DEFAULT 0,
    "approvedCount" INTEGER NOT NULL DEFAULT 0,
    "deniedCount" INTEGER NOT NULL DEFAULT 0,
    "dontKnowCount" INTEGER NOT NULL DEFAULT 0,
    "removedCount" INTEGER NOT NULL DEFAULT 0,
    "failedCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ReviewRound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewPanel" (
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "stage" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "note" TEXT,
    "itemCount" INTEGER NOT NULL DEFAULT 0,
    "answeredCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ReviewPanel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reviewer" (
    "panelId" UUID NOT NULL,
    "principalId" UUID NOT NULL,
    "insteadOfId" UUID,
    "leftAt" TIMESTAMPTZ(3),
    "startToldAt" TIMESTAMPTZ(3),
    "halfToldAt" TIMESTAMPTZ(3),
    "lastToldAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reviewer_pkey" PRIMARY KEY ("panelId","principalId")
);

-- CreateTable
CREATE TABLE "ReviewItem" (
    "roundId" UUID NOT NULL,
    "id" SERIAL NOT NULL,
    "principalId" UUID NOT NULL,
    "grantId" UUID,
    "resourceId" UUID,
    "role" "Role",
    "grantedAt" TIMESTAMPTZ(3) NOT NULL,
    "grantedById" UUID,
    "endsAt" TIMESTAMPTZ(3),
    "lastOpenedAt" TIMESTAMPTZ(3),
    "recommendation" "ReviewAnswer",
    "inviterGone" BOOLEAN NOT NULL,
    "stage" INTEGER NOT NULL DEFAULT 1,
    "panelId" UUID NOT NULL,
    "answer" "ReviewAnswer",
    "answeredAt" TIMESTAMPTZ(3),
    "answeredById" UUID,
    "reason" TEXT,
    "secondPanelId" UUID,
    "secondAnswer" "ReviewAnswer",
    "secondById" UUID,
    "outcome" "ReviewAnswer",
    "result" "ReviewResult",
    "resultAt" TIMESTAMPTZ(3),
    "resultReason" TEXT,

    CONSTRAINT "ReviewItem_pkey" PRIMARY KEY ("roundId","id")
);

-- CreateTable
CREATE TABLE "ReviewDecision" (
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "itemId" INTEGER NOT NULL,
    "stage" INTEGER NOT NULL,
    "second" BOOLEAN NOT NULL DEFAULT false,
    "answer" "ReviewAnswer",
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID NOT NULL,
    "sessionId" UUID,
    "networkAddress" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "ReviewDecision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AccessReview_nextRoundAt_idx" ON "AccessReview"("nextRoundAt");

-- CreateIndex
CREATE INDEX "AccessReview_createdAt_idx" ON "AccessReview"("createdAt");

-- CreateIndex
CREATE INDEX "ReviewRound_startedAt_endedAt_idx" ON "ReviewRound"("startedAt", "endedAt");

-- CreateIndex
CREATE INDEX "ReviewRound_endedAt_appliedAt_idx" ON "ReviewRound"("endedAt", "appliedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewRound_reviewId_number_key" ON "ReviewRound"("reviewId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewPanel_roundId_stage_key_key" ON "ReviewPanel"("roundId", "stage", "key");

-- CreateIndex
CREATE INDEX "Reviewer_principalId_leftAt_idx" ON "Reviewer"("principalId", "leftAt");

-- CreateIndex
CREATE INDEX "ReviewItem_panelId_id_idx" ON "ReviewItem"("panelId", "id");

-- CreateIndex
CREATE INDEX "ReviewItem_secondPanelId_id_idx" ON "ReviewItem"("secondPanelId", "id") WHERE "secondPanelId" IS NOT NULL;

-- CreateIndex
CREATE INDEX "ReviewItem_principalId_idx" ON "ReviewItem"("principalId");

-- CreateIndex
CREATE INDEX "ReviewItem_resourceId_idx" ON "ReviewItem"("resourceId");

-- CreateIndex
CREATE INDEX "ReviewDecision_roundId_itemId_at_idx" ON "ReviewDecision"("roundId", "itemId", "at");

-- CreateIndex
CREATE INDEX "Guest_removalDueAt_idx" ON "Guest"("removalDueAt");

-- AddForeignKey
ALTER TABLE "AccessReview" ADD CONSTRAINT "AccessReview_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewRound" ADD CONSTRAINT "ReviewRound_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "AccessReview"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewPanel" ADD CONSTRAINT "ReviewPanel_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "ReviewRound"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reviewer" ADD CONSTRAINT "Reviewer_panelId_fkey" FOREIGN KEY ("panelId") REFERENCES "ReviewPanel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reviewer" ADD CONSTRAINT "Reviewer_principalId_fkey" FOREIGN KEY ("principalId") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Answers are only ever added, as the trail is.
CREATE FUNCTION "refuse_decision_rewrite"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'review decisions are only ever added';
END
$$;

CREATE TRIGGER "ReviewDecision_append_only" BEFORE UPDATE OR DELETE ON "ReviewDecision"
  FOR EACH ROW EXECUTE FUNCTION "refuse_decision_rewrite"();

CREATE TRIGGER "ReviewDecision_no_truncate" BEFORE TRUNCATE ON "ReviewDecision"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_decision_rewrite"();
