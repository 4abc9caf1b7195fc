-- The rows are made anew from the log, with what was held and could be overdrawn, and with when payees came to be
-- trusted: a worker begins at its start.
TRUNCATE "payees", "transactions", "transaction_accounts", "transaction_choices", "transaction_customers", "transaction_notes", "transaction_payees", "transaction_payments", "transaction_refunds", "transaction_rules", "transaction_vocabulary", "transaction_words";--> statement-breakpoint
UPDATE "projector_checkpoints" SET "last_position" = 0, "generation" = "generation" + 1, "updated_at" = now() WHERE "projector_name" IN ('payees', 'transactions');--> statement-breakpoint
DELETE FROM "parked_events" WHERE "projector_name" IN ('payees', 'transactions') AND "status" = 'parked';--> statement-breakpoint
UPDATE "projection_rebuilds" SET "status" = 'cancelled', "updated_at" = now(), "finished_at" = now() WHERE "projector_name" IN ('payees', 'transactions') AND "status" = 'running';--> statement-breakpoint
CREATE TABLE "transaction_cover" (
	"position" bigint PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"held" bigint,
	"overdraft_limit" bigint
);
--> statement-breakpoint
ALTER TABLE "payees" ADD COLUMN "trusted_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "transaction_cover_held" ON "transaction_cover" USING btree ("account_id","at","position") WHERE "transaction_cover"."held" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "transaction_cover_limit" ON "transaction_cover" USING btree ("account_id","at","position") WHERE "transaction_cover"."overdraft_limit" IS NOT NULL;