CREATE TABLE "payment_graph_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_graph_customers" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_edges" (
	"edge" text PRIMARY KEY NOT NULL,
	"from_account_id" uuid NOT NULL,
	"from_customer_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"to_customer_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"payments" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "payment_graph_accounts_customer" ON "payment_graph_accounts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "payment_edges_from" ON "payment_edges" USING btree ("from_account_id");--> statement-breakpoint
CREATE INDEX "payment_edges_to" ON "payment_edges" USING btree ("to_account_id");