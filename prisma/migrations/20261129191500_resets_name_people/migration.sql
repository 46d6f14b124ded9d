-- Not validated: a row that names nobody must not fail the update. New rows are checked, and old ones where they change whom they name.
ALTER TABLE "FactorReset" ADD CONSTRAINT "FactorReset_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
ALTER TABLE "FactorReset" ADD CONSTRAINT "FactorReset_voucherId_fkey" FOREIGN KEY ("voucherId") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
ALTER TABLE "FactorReset" ADD CONSTRAINT "FactorReset_completedById_fkey" FOREIGN KEY ("completedById") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
ALTER TABLE "FactorReset" ADD CONSTRAINT "FactorReset_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Principal"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
