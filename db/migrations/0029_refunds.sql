CREATE TABLE "transaction_refunds" (
	"refund_id" uuid PRIMARY KEY NOT NULL,
	"transfer_id" uuid NOT NULL,
	"amount" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "refund_of" uuid;--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "refunds" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "transaction_refunds_transfer" ON "transaction_refunds" USING btree ("transfer_id");