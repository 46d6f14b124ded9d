-- The trail names what happened by a word of its own; one was spelled in another English than the rest of the product.
ALTER TABLE "AuditEvent" DISABLE TRIGGER USER;
UPDATE "AuditEvent" SET "type" = 'resource.labeled' WHERE "type" = 'resource.labelled';
ALTER TABLE "AuditEvent" ENABLE TRIGGER USER;
