CREATE TABLE "notification_inboxes" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"read_up_to" bigint NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"low_balance_alert" bigint
);
--> statement-breakpoint
CREATE TABLE "notification_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"position" bigint PRIMARY KEY NOT NULL,
	"addressee" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"account_id" uuid,
	"transfer_id" uuid,
	"other_customer_id" uuid,
	"amount" bigint,
	"currency" text,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification_transfers" (
	"transfer_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"other_customer_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"purpose" text NOT NULL,
	"outcome" text,
	"reason" text,
	"outcome_position" bigint,
	"outcome_at" timestamp (3) with time zone,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "notification_accounts_customer" ON "notification_accounts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "notifications_addressee" ON "notifications" USING btree ("addressee","position");--> statement-breakpoint
CREATE INDEX "notification_transfers_customer" ON "notification_transfers" USING btree ("customer_id","outcome_position") WHERE "notification_transfers"."outcome_position" IS NOT NULL;