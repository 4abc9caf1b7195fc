CREATE TABLE "transaction_payees" (
	"payee_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transaction_payments" (
	"transfer_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"payee_id" uuid,
	"name" text,
	"number" text
);
--> statement-breakpoint
CREATE INDEX "transaction_payments_customer" ON "transaction_payments" USING btree ("customer_id");