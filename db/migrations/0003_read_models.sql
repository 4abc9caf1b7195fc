CREATE TABLE "account_summary_owners" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account_summaries" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"product" text NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"balance" bigint NOT NULL,
	"held" bigint NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transaction_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"number" text NOT NULL,
	"currency" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transaction_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"position" bigint PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"transfer_id" uuid,
	"direction" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"balance_after" bigint NOT NULL,
	"description" text NOT NULL,
	"counterparty_account_id" uuid,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfer_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfer_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"transfer_id" uuid PRIMARY KEY NOT NULL,
	"from_account_id" uuid NOT NULL,
	"from_customer_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"to_customer_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"history" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"position" bigint NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "account_summaries_owner" ON "account_summaries" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "account_summaries_opened" ON "account_summaries" USING btree ("opened_at","account_id");--> statement-breakpoint
CREATE INDEX "account_summaries_number" ON "account_summaries" USING btree ("number");--> statement-breakpoint
CREATE INDEX "transactions_account_position" ON "transactions" USING btree ("account_id","position");--> statement-breakpoint
CREATE INDEX "transactions_account_at" ON "transactions" USING btree ("account_id","at","position");--> statement-breakpoint
CREATE INDEX "transactions_transfer" ON "transactions" USING btree ("transfer_id") WHERE "transactions"."transfer_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "transfers_position" ON "transfers" USING btree ("position");--> statement-breakpoint
CREATE INDEX "transfers_from_customer" ON "transfers" USING btree ("from_customer_id","position");--> statement-breakpoint
CREATE INDEX "transfers_to_customer" ON "transfers" USING btree ("to_customer_id","position");--> statement-breakpoint
CREATE INDEX "transfers_from_account" ON "transfers" USING btree ("from_account_id","position");--> statement-breakpoint
CREATE INDEX "transfers_to_account" ON "transfers" USING btree ("to_account_id","position");