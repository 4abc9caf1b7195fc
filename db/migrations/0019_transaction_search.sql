-- The rows are made anew from the log, with what they are found by: a worker begins at its start.
TRUNCATE "transactions", "transaction_accounts", "transaction_customers";--> statement-breakpoint
UPDATE "projector_checkpoints" SET "last_position" = 0, "generation" = "generation" + 1, "updated_at" = now() WHERE "projector_name" = 'transactions';--> statement-breakpoint
DELETE FROM "parked_events" WHERE "projector_name" = 'transactions' AND "status" = 'parked';--> statement-breakpoint
UPDATE "projection_rebuilds" SET "status" = 'cancelled', "updated_at" = now(), "finished_at" = now() WHERE "projector_name" = 'transactions' AND "status" = 'running';--> statement-breakpoint
CREATE TABLE "transaction_vocabulary" (
	"word" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transaction_words" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"word" text NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "transaction_customers" ADD COLUMN "search_name" text NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "amount_class" smallint NOT NULL;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "words" "tsvector" NOT NULL;--> statement-breakpoint
CREATE INDEX "transaction_vocabulary_trigrams" ON "transaction_vocabulary" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "transaction_words_account" ON "transaction_words" USING btree ("account_id","word" text_pattern_ops,"position");--> statement-breakpoint
CREATE INDEX "transaction_accounts_customer" ON "transaction_accounts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "transaction_accounts_number" ON "transaction_accounts" USING gin ("number" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "transaction_customers_search" ON "transaction_customers" USING gin ("search_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "transaction_customers_name" ON "transaction_customers" USING btree ("search_name","customer_id");--> statement-breakpoint
CREATE INDEX "transactions_direction" ON "transactions" USING btree ("account_id","direction","position");--> statement-breakpoint
CREATE INDEX "transactions_amount" ON "transactions" USING btree ("account_id","amount","position");--> statement-breakpoint
CREATE INDEX "transactions_amount_class" ON "transactions" USING btree ("account_id","amount_class","position");--> statement-breakpoint
CREATE INDEX "transactions_counterparty" ON "transactions" USING btree ("account_id","counterparty_account_id","position") WHERE "transactions"."counterparty_account_id" IS NOT NULL;--> statement-breakpoint
-- Functions, because how similar words must be is a setting, and this is how it holds for one question alone. What they
-- answer is looked at more closely by whoever asks: here it is enough that nothing near is missing.
CREATE FUNCTION "similar_transaction_words" ("typed" text) RETURNS TABLE ("word" text)
LANGUAGE sql STABLE SET pg_trgm.similarity_threshold = 0.2 AS $$
  SELECT v.word FROM transaction_vocabulary v WHERE v.word % typed ORDER BY similarity(v.word, typed) DESC, v.word LIMIT 200
$$;--> statement-breakpoint
CREATE FUNCTION "similar_customer_names" ("typed" text) RETURNS TABLE ("customer_id" uuid, "search_name" text)
LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = 0.4 AS $$
  SELECT c.customer_id, c.search_name FROM transaction_customers c WHERE c.search_name %> typed
  ORDER BY word_similarity(typed, c.search_name) DESC, c.customer_id LIMIT 1000
$$;
