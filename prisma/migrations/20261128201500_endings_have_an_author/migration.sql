-- Endings of access can be undone by their author alone, and for a while. What ended before this can't.
ALTER TABLE "Grant" ADD COLUMN "undoUntil" TIMESTAMPTZ(3);

ALTER TABLE "Grant" ADD CONSTRAINT "Grant_undo_of_an_ending" CHECK ("undoUntil" IS NULL OR "revokedAt" IS NOT NULL);

-- Nothing is undone past a block, an unblock, a removal, a return or a change of kind: whichever verb makes it.
CREATE FUNCTION "close_undo_of_grants"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Grant" SET "undoUntil" = NULL WHERE "principalId" = NEW.id AND "undoUntil" IS NOT NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER "Principal_standing_changed" AFTER UPDATE OF kind, "blockedAt", "removedAt" ON "Principal"
  FOR EACH ROW WHEN ((OLD.kind, OLD."blockedAt", OLD."removedAt") IS DISTINCT FROM (NEW.kind, NEW."blockedAt", NEW."removedAt"))
  EXECUTE FUNCTION "close_undo_of_grants"();
