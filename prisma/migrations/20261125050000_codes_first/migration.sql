-- Codes are claimed before all other mail, however much of it waits.
CREATE INDEX "Mail_codes_nextAttemptAt_idx" ON "Mail" ("nextAttemptAt") WHERE "sealed" IS NOT NULL;
