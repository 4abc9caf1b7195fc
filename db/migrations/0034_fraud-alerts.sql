CREATE TABLE "fraud_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fraud_alerts" (
	"alert_id" uuid PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"explanation" text NOT NULL,
	"transfer_id" uuid NOT NULL,
	"from_account_id" uuid NOT NULL,
	"from_customer_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"to_customer_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"hands" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fraud_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fraud_payers" (
	"payer" text PRIMARY KEY NOT NULL,
	"memory" jsonb NOT NULL,
	"quiet_since" text,
	"sending" jsonb,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fraud_ways" (
	"paid" text PRIMARY KEY NOT NULL,
	"ways" jsonb NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "fraud_alerts_position" ON "fraud_alerts" USING btree ("position","alert_id");--> statement-breakpoint
CREATE INDEX "fraud_alerts_transfer" ON "fraud_alerts" USING btree ("transfer_id");--> statement-breakpoint
CREATE INDEX "fraud_alerts_from_customer" ON "fraud_alerts" USING btree ("from_customer_id");--> statement-breakpoint
CREATE INDEX "fraud_alerts_to_customer" ON "fraud_alerts" USING btree ("to_customer_id");