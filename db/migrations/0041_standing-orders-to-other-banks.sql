CREATE TABLE "standing_order_payees" (
	"payee_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "standing_orders" ADD COLUMN "payee_id" uuid;