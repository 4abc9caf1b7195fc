CREATE TABLE "process_standing_order_execution" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"correlation_id" text NOT NULL,
	"causation_id" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "standing_order_occurrences" (
	"position" bigint PRIMARY KEY NOT NULL,
	"order_id" uuid NOT NULL,
	"date" date NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"retry_at" timestamp (3) with time zone,
	"transfer_id" uuid,
	"amount" bigint,
	"currency" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "standing_order_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "standing_order_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "standing_orders" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"from_account_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"to_customer_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"ending" text,
	"plan" jsonb NOT NULL,
	"next_date" date,
	"created_at" timestamp (3) with time zone NOT NULL,
	"position" bigint NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "process_standing_order_execution_due" ON "process_standing_order_execution" USING btree ("due_at") WHERE "process_standing_order_execution"."due_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "standing_order_occurrences_order" ON "standing_order_occurrences" USING btree ("order_id","position");--> statement-breakpoint
CREATE INDEX "standing_orders_position" ON "standing_orders" USING btree ("position");--> statement-breakpoint
CREATE INDEX "standing_orders_customer" ON "standing_orders" USING btree ("customer_id","position");--> statement-breakpoint
CREATE INDEX "standing_orders_account" ON "standing_orders" USING btree ("from_account_id","position");--> statement-breakpoint
CREATE INDEX "standing_orders_active" ON "standing_orders" USING btree ("customer_id") WHERE "standing_orders"."status" = 'active';