CREATE TABLE "payment_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_payees" (
	"payee_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"transfer_id" uuid PRIMARY KEY NOT NULL,
	"direction" text NOT NULL,
	"account_id" uuid,
	"customer_id" uuid,
	"payee_id" uuid,
	"reference" text,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"in_suspense" bigint NOT NULL,
	"is_to_deliver" boolean NOT NULL,
	"position" bigint NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "process_payment" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"correlation_id" text NOT NULL,
	"causation_id" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfer_payees" (
	"payee_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfer_payers" (
	"transfer_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clearing_messages" (
	"position" bigint PRIMARY KEY NOT NULL,
	"message_id" text NOT NULL,
	"content" jsonb NOT NULL,
	"delivered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clearing_orders" (
	"payment_id" uuid PRIMARY KEY NOT NULL,
	"content_hash" text NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "clearing_orders_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"submitted_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clearing_position" (
	"name" text PRIMARY KEY NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clearing_planned_messages" (
	"message_id" text NOT NULL,
	"delivery" integer NOT NULL,
	"content" jsonb NOT NULL,
	"deliver_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clearing_planned_messages_message_id_delivery_pk" PRIMARY KEY("message_id","delivery")
);
--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "payee_id" uuid;--> statement-breakpoint
CREATE INDEX "payments_to_deliver" ON "payments" USING btree ("position") WHERE "payments"."is_to_deliver";--> statement-breakpoint
CREATE INDEX "payments_in_suspense" ON "payments" USING btree ("position") WHERE "payments"."in_suspense" <> 0;--> statement-breakpoint
CREATE INDEX "payments_position" ON "payments" USING btree ("position");--> statement-breakpoint
CREATE INDEX "process_payment_due" ON "process_payment" USING btree ("due_at") WHERE "process_payment"."due_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "transfer_payers_customer" ON "transfer_payers" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "clearing_planned_messages_deliver_at" ON "clearing_planned_messages" USING btree ("deliver_at");