ALTER TABLE "account_summaries" ADD COLUMN "overdraft_limit" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transaction_accounts" ADD COLUMN "held" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "settle_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "expires_at" timestamp (3) with time zone;