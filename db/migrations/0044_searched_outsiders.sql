-- The rows are made anew from the log, with what they are found by: a worker begins at its start.
TRUNCATE "transactions", "transaction_accounts", "transaction_choices", "transaction_cover", "transaction_customers", "transaction_notes", "transaction_payments", "transaction_refunds", "transaction_rules", "transaction_vocabulary", "transaction_words", "spending", "spending_accounts", "spending_customers";--> statement-breakpoint
UPDATE "projector_checkpoints" SET "last_position" = 0, "generation" = "generation" + 1, "updated_at" = now() WHERE "projector_name" IN ('transactions', 'spending');--> statement-breakpoint
DELETE FROM "parked_events" WHERE "projector_name" IN ('transactions', 'spending') AND "status" = 'parked';--> statement-breakpoint
UPDATE "projection_rebuilds" SET "status" = 'cancelled', "updated_at" = now(), "finished_at" = now() WHERE "projector_name" IN ('transactions', 'spending') AND "status" = 'running';--> statement-breakpoint
CREATE TABLE "spending_payees" (
	"payee_id" uuid PRIMARY KEY NOT NULL,
	"category" text
);
--> statement-breakpoint
CREATE TABLE "transaction_outsiders" (
	"outsider_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"is_payee" boolean NOT NULL,
	"name" text NOT NULL,
	"number" text NOT NULL,
	"search_name" text NOT NULL,
	"category" text
);
--> statement-breakpoint
DROP TABLE "transaction_payees";--> statement-breakpoint
DROP INDEX "transaction_payments_payee";--> statement-breakpoint
DROP INDEX "transaction_payments_number";--> statement-breakpoint
DROP INDEX "transactions_counterparty";--> statement-breakpoint
ALTER TABLE "transactions" ALTER COLUMN "text_category" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "spending" ADD COLUMN "payee_id" uuid;--> statement-breakpoint
ALTER TABLE "spending" ADD COLUMN "payer_category" text;--> statement-breakpoint
ALTER TABLE "transaction_choices" ADD COLUMN "account_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "transaction_payments" ADD COLUMN "account_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "transaction_payments" ADD COLUMN "outsider_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "transaction_payments" ADD COLUMN "received_at" bigint;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "is_received" boolean NOT NULL;--> statement-breakpoint
CREATE INDEX "transaction_outsiders_number" ON "transaction_outsiders" USING btree ("customer_id","number");--> statement-breakpoint
CREATE INDEX "transaction_outsiders_category" ON "transaction_outsiders" USING btree ("customer_id","category") WHERE "transaction_outsiders"."category" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "transaction_outsiders_search" ON "transaction_outsiders" USING gin ("search_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "transaction_choices_category" ON "transaction_choices" USING btree ("account_id","category","position");--> statement-breakpoint
CREATE INDEX "transaction_customers_category" ON "transaction_customers" USING btree ("category","customer_id") WHERE "transaction_customers"."category" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "transaction_payments_received" ON "transaction_payments" USING btree ("account_id","outsider_id","received_at") WHERE "transaction_payments"."received_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "transactions_other_side" ON "transactions" USING btree ("account_id","other_side","position");--> statement-breakpoint
CREATE INDEX "transactions_text_category" ON "transactions" USING btree ("account_id","text_category","direction","position");--> statement-breakpoint
ALTER TABLE "transaction_payments" DROP COLUMN "customer_id";--> statement-breakpoint
ALTER TABLE "transaction_payments" DROP COLUMN "payee_id";--> statement-breakpoint
ALTER TABLE "transaction_payments" DROP COLUMN "name";--> statement-breakpoint
ALTER TABLE "transaction_payments" DROP COLUMN "number";--> statement-breakpoint
CREATE FUNCTION "similar_outsider_names" ("customer" uuid, "typed" text, "swapped" text[]) RETURNS TABLE ("outsider_id" uuid, "is_payee" boolean, "search_name" text)
LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.25 AS $$
  SELECT o.outsider_id, o.is_payee, o.search_name FROM transaction_outsiders o
  WHERE o.customer_id = customer AND (o.search_name %> typed OR o.search_name LIKE ANY (swapped))
  ORDER BY o.search_name LIKE ANY (swapped) DESC, word_similarity(typed, o.search_name) DESC, o.outsider_id LIMIT 1000
$$;
