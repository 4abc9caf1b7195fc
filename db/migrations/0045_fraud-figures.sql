-- The rows are made anew from the log, with the figures that made a rule speak: a worker begins at its start.
TRUNCATE "fraud_alerts", "fraud_payers", "fraud_ways", "fraud_accounts", "fraud_customers";--> statement-breakpoint
UPDATE "projector_checkpoints" SET "last_position" = 0, "generation" = "generation" + 1, "updated_at" = now() WHERE "projector_name" = 'fraud-alerts';--> statement-breakpoint
DELETE FROM "parked_events" WHERE "projector_name" = 'fraud-alerts' AND "status" = 'parked';--> statement-breakpoint
UPDATE "projection_rebuilds" SET "status" = 'cancelled', "updated_at" = now(), "finished_at" = now() WHERE "projector_name" = 'fraud-alerts' AND "status" = 'running';--> statement-breakpoint
ALTER TABLE "fraud_alerts" ADD COLUMN "figures" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "fraud_alerts" DROP COLUMN "explanation";
