DROP INDEX "transaction_payments_customer";--> statement-breakpoint
CREATE INDEX "transaction_accounts_whole_number" ON "transaction_accounts" USING btree ("number");--> statement-breakpoint
CREATE INDEX "transaction_payments_payee" ON "transaction_payments" USING btree ("customer_id","payee_id","transfer_id");--> statement-breakpoint
CREATE INDEX "transaction_payments_number" ON "transaction_payments" USING btree ("customer_id","number","transfer_id");