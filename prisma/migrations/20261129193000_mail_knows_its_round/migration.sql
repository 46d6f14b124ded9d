-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "roundId" UUID,
ADD COLUMN     "toldAt" TIMESTAMPTZ(3);

-- Until now the round was in what the letter says alone.
UPDATE "Mail" l SET "roundId" = r.id FROM "ReviewRound" r
WHERE l.template IN ('review-started', 'review-reminder', 'review-handed-on', 'review-unasked', 'review-ended') AND l.input->'input'->>'roundId' = r.id::text;

-- Of mail about a round alone: each mail is written once and updated up to three times, each time with an entry in every index.
CREATE INDEX "Mail_roundId_recipient_toldAt_idx" ON "Mail"("roundId", "recipient", "toldAt") WHERE "roundId" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "ReviewRound"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Which mail belongs to which mark on a reviewer's seats was told by their times alone: the first in the same minute.
UPDATE "Mail" l SET "toldAt" = told.at FROM (
  SELECT found.id, min(m.at) AS at FROM (
    SELECT DISTINCT n."roundId", w."principalId", sent.what, sent.at FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id
      CROSS JOIN LATERAL (VALUES (CASE WHEN n.kind = 'handed' THEN 'handed-on' ELSE 'start' END, w."startToldAt"), ('half', w."halfToldAt"), ('last', w."lastToldAt"),
        ('reminder', w."remindedAt")) sent(what, at)
    WHERE sent.at IS NOT NULL
  ) m JOIN "Principal" p ON p.id = m."principalId"
    CROSS JOIN LATERAL (
      SELECT l.id FROM "Mail" l
      WHERE l."roundId" = m."roundId" AND l.recipient = p.address AND l."createdAt" BETWEEN m.at - interval '5 seconds' AND m.at + interval '1 minute'
        AND l.template = ANY(CASE m.what WHEN 'start' THEN ARRAY['review-started', 'review-handed-on'] WHEN 'handed-on' THEN ARRAY['review-handed-on'] ELSE ARRAY['review-reminder'] END)
      ORDER BY l."createdAt" LIMIT 1
    ) found
  GROUP BY found.id
) told WHERE l.id = told.id;
