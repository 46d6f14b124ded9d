-- DropIndex
DROP INDEX "SignIn_at_idx";

-- CreateIndex
CREATE INDEX "SignIn_at_kind_outcome_idx" ON "SignIn"("at", "kind", "outcome");

-- CreateIndex
CREATE INDEX "SignIn_country_at_kind_outcome_idx" ON "SignIn"("country", "at", "kind", "outcome");

-- What policies that only report would have done, and which policies applied: searched for word for word as
-- lib/audit/sign-ins/find-sign-ins asks.
CREATE INDEX "SignIn_wouldHaveAsked_at_idx" ON "SignIn" ("at", "kind", "outcome") WHERE "policies" @> '[{"state": "report_only", "result": "asked"}]';
CREATE INDEX "SignIn_wouldHaveRefused_at_idx" ON "SignIn" ("at", "kind", "outcome") WHERE "policies" @> '[{"state": "report_only", "result": "refused"}]';
CREATE INDEX "SignIn_applied_idx" ON "SignIn" USING gin ((jsonb_path_query_array("policies", '$[*] ? (@.result != "not-applied").policyId')) jsonb_path_ops);
