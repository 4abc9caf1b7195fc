CREATE TABLE "bank_dashboard_activity" (
	"id" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"quarter" timestamp (3) with time zone NOT NULL,
	"transfers" integer NOT NULL,
	"transferred" bigint NOT NULL,
	"deposits" integer NOT NULL,
	"deposited" bigint NOT NULL,
	"withdrawals" integer NOT NULL,
	"withdrawn" bigint NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bank_dashboard_counts" (
	"id" text PRIMARY KEY NOT NULL,
	"registered" integer NOT NULL,
	"forgotten" integer NOT NULL,
	"open" integer NOT NULL,
	"frozen" integer NOT NULL,
	"closed" integer NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bank_dashboard_totals" (
	"currency" text PRIMARY KEY NOT NULL,
	"accounts" integer NOT NULL,
	"balance" bigint NOT NULL,
	"held" bigint NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cash_flow_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cash_flow_own_transfers" (
	"position" bigint PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"from_account_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cash_flow" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"period" timestamp (3) with time zone NOT NULL,
	"currency" text NOT NULL,
	"in" bigint NOT NULL,
	"in_count" integer NOT NULL,
	"out" bigint NOT NULL,
	"out_count" integer NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spending_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"product" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spending_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"category" text
);
--> statement-breakpoint
CREATE TABLE "spending" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"counterparty_account_id" uuid,
	"currency" text,
	"rule" text,
	"chosen" jsonb NOT NULL,
	"sums" jsonb NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "bank_dashboard_activity_quarter" ON "bank_dashboard_activity" USING btree ("quarter");--> statement-breakpoint
CREATE INDEX "cash_flow_accounts_customer" ON "cash_flow_accounts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "cash_flow_own_transfers_customer" ON "cash_flow_own_transfers" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "cash_flow_account" ON "cash_flow" USING btree ("account_id","period");--> statement-breakpoint
CREATE INDEX "spending_accounts_customer" ON "spending_accounts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "spending_account" ON "spending" USING btree ("account_id");--> statement-breakpoint
-- At the counter a description that says nothing means cash.
UPDATE "transactions" SET "text_category" = 'cash' WHERE "text_category" IS NULL AND "transfer_id" IS NULL AND "counterparty_account_id" IS NULL;
