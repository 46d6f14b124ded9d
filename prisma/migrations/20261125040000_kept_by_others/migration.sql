-- Whether others of the same domain keep something is asked for every row of a reviewer's page: of the approvals alone,
-- which are none when a round begins, so that freezing a million items writes nothing here.
CREATE INDEX "ReviewItem_resourceId_roundId_idx" ON "ReviewItem" ("resourceId", "roundId") WHERE "outcome" = 'approve';
