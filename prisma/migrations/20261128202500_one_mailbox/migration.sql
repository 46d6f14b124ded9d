-- The mailbox behind an address: the same rule as `mailboxOf` in lib/mailbox. A generated column can't be forgotten by
-- whoever writes a row, and this fills it for those that are there.
ALTER TABLE "Principal" ADD COLUMN "mailbox" TEXT NOT NULL
  GENERATED ALWAYS AS (regexp_replace("address", '^([^@][^+@]*)\+[^@]*@', '\1@')) STORED;
ALTER TABLE "SignInAttempt" ADD COLUMN "mailbox" TEXT NOT NULL
  GENERATED ALWAYS AS (regexp_replace("address", '^([^@][^+@]*)\+[^@]*@', '\1@')) STORED;

CREATE INDEX "Principal_mailbox_idx" ON "Principal"("mailbox");

-- Budgets go when their own longest window is past; of those that are there, none has a longer one than 30 days.
ALTER TABLE "Budget" ADD COLUMN "keptUntil" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP + interval '30 days';
ALTER TABLE "Budget" ALTER COLUMN "keptUntil" DROP DEFAULT;
CREATE INDEX "Budget_keptUntil_idx" ON "Budget"("keptUntil");
