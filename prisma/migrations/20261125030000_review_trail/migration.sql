-- A round's own trail is asked by round, without its answers, of which there may be a million. Prisma's schema can't say
-- an index on an expression.
CREATE INDEX "AuditEvent_roundId_at_idx" ON "AuditEvent" (("detail" ->> 'roundId'), "at")
  WHERE "detail" ->> 'roundId' IS NOT NULL AND "type" NOT IN ('review-item.answered', 'review-item.applied');

-- Items are listed by what stands and by what was done. Both are null while a round starts, so that freezing a million
-- items writes nothing here.
CREATE INDEX "ReviewItem_roundId_outcome_id_idx" ON "ReviewItem" ("roundId", "outcome", "id") WHERE "outcome" IS NOT NULL;
CREATE INDEX "ReviewItem_roundId_result_id_idx" ON "ReviewItem" ("roundId", "result", "id") WHERE "result" IS NOT NULL;

-- CreateIndex
CREATE INDEX "ReviewDecision_roundId_byId_at_idx" ON "ReviewDecision"("roundId", "byId", "at");
