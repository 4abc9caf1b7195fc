CREATE TABLE "cash_flow_exchanges" (
	"position" bigint PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"from_account_id" uuid NOT NULL,
	"to_account_id" uuid NOT NULL,
	"sold_currency" text NOT NULL,
	"sold" bigint NOT NULL,
	"bought_currency" text NOT NULL,
	"bought" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "cash_flow_exchanges_customer" ON "cash_flow_exchanges" USING btree ("customer_id","at");