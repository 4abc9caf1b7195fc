-- The rows are made anew from the log, with their categories: a worker begins at its start.
TRUNCATE "transactions", "transaction_accounts", "transaction_customers", "transaction_vocabulary", "transaction_words";--> statement-breakpoint
UPDATE "projector_checkpoints" SET "last_position" = 0, "generation" = "generation" + 1, "updated_at" = now() WHERE "projector_name" = 'transactions';--> statement-breakpoint
DELETE FROM "parked_events" WHERE "projector_name" = 'transactions' AND "status" = 'parked';--> statement-breakpoint
UPDATE "projection_rebuilds" SET "status" = 'cancelled', "updated_at" = now(), "finished_at" = now() WHERE "projector_name" = 'transactions' AND "status" = 'running';--> statement-breakpoint
CREATE TABLE "transaction_choices" (
	"position" bigint PRIMARY KEY NOT NULL,
	"category" text,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transaction_rules" (
	"position" bigint PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"other_side" uuid NOT NULL,
	"category" text,
	"made_from" bigint
);
--> statement-breakpoint
ALTER TABLE "transaction_accounts" ADD COLUMN "product" text NOT NULL;--> statement-breakpoint
ALTER TABLE "transaction_customers" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "text_category" text;--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "other_side" uuid NOT NULL;--> statement-breakpoint
CREATE INDEX "transaction_rules_side" ON "transaction_rules" USING btree ("account_id","other_side","position");