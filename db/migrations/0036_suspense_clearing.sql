ALTER TABLE "payments" ADD COLUMN "clearing_account_id" uuid;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "clearing_proposed_by" text;