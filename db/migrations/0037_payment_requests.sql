CREATE TABLE "payment_requests" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"payer_customer_id" uuid NOT NULL,
	"payer_account_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"description" text NOT NULL,
	"split_id" uuid,
	"split_total" bigint,
	"split_people" integer,
	"status" text NOT NULL,
	"transfer_id" uuid,
	"from_account_id" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"position" bigint NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_request_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_request_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_request_payments" (
	"transfer_id" uuid PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "process_payment_request_expiry" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"correlation_id" text NOT NULL,
	"causation_id" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "payment_requests_position" ON "payment_requests" USING btree ("position");--> statement-breakpoint
CREATE INDEX "payment_requests_customer" ON "payment_requests" USING btree ("customer_id","position");--> statement-breakpoint
CREATE INDEX "payment_requests_payer" ON "payment_requests" USING btree ("payer_customer_id","position");--> statement-breakpoint
CREATE INDEX "payment_requests_split" ON "payment_requests" USING btree ("split_id","position");--> statement-breakpoint
CREATE INDEX "process_payment_request_expiry_due" ON "process_payment_request_expiry" USING btree ("due_at") WHERE "process_payment_request_expiry"."due_at" IS NOT NULL;