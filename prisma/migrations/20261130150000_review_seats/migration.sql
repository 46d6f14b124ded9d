-- CreateTable
CREATE TABLE "ReviewSeat" (
    "itemId" INTEGER NOT NULL,
    "second" BOOLEAN NOT NULL,
    "panelId" UUID NOT NULL,
    "answer" "ReviewAnswer",
    "answeredAt" TIMESTAMPTZ(3),
    "answeredById" UUID,
    "reason" TEXT,

    CONSTRAINT "ReviewSeat_pkey" PRIMARY KEY ("itemId","second")
);

INSERT INTO "ReviewSeat" ("itemId", "second", "panelId", "answer", "answeredAt", "answeredById", "reason")
SELECT id, false, "panelId", answer, "answeredAt", "answeredById", reason FROM "ReviewItem" ORDER BY id;

-- When a second reviewer answered, and why, stood in the history alone.
INSERT INTO "ReviewSeat" ("itemId", "second", "panelId", "answer", "answeredAt", "answeredById", "reason")
SELECT i.id, true, i."secondPanelId", i."secondAnswer", d.at, i."secondById", d.reason FROM "ReviewItem" i
  LEFT JOIN LATERAL (
    SELECT d.at, d.reason FROM "ReviewDecision" d
    WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage = i.stage AND d.second ORDER BY d.at DESC, d.id DESC LIMIT 1
  ) d ON i."secondAnswer" IS NOT NULL
WHERE i."secondPanelId" IS NOT NULL ORDER BY i.id;

-- CreateIndex
CREATE INDEX "ReviewSeat_panelId_itemId_idx" ON "ReviewSeat"("panelId", "itemId");

-- DropIndex
DROP INDEX "ReviewItem_panelId_id_idx";

-- DropIndex
DROP INDEX "ReviewItem_secondPanelId_id_idx";

-- AlterTable
ALTER TABLE "ReviewItem" DROP COLUMN "answer",
DROP COLUMN "answeredAt",
DROP COLUMN "answeredById",
DROP COLUMN "panelId",
DROP COLUMN "reason",
DROP COLUMN "secondAnswer",
DROP COLUMN "secondById",
DROP COLUMN "secondPanelId";
