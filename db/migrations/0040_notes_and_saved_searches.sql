CREATE TABLE "saved_searches" (
	"search_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text,
	"filter" jsonb,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transaction_notes" (
	"position" bigint PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"note" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "saved_searches_customer" ON "saved_searches" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "transaction_notes_customer" ON "transaction_notes" USING btree ("customer_id");