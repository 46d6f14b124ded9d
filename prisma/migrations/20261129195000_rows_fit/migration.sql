-- The checks are added by the step of this name in server/database/migration-steps: they leave out rows of before that fail them.

-- An undo that was over before it began is none.
UPDATE "Grant" SET "undoUntil" = NULL WHERE "undoUntil" < "revokedAt";
