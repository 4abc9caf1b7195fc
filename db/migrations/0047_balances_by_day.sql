-- The rows are made anew from the log, with what has changed in each quarter of an hour: a worker begins at its start.
TRUNCATE "bank_dashboard_counts", "bank_dashboard_totals", "bank_dashboard_activity";--> statement-breakpoint
UPDATE "projector_checkpoints" SET "last_position" = 0, "generation" = "generation" + 1, "updated_at" = now() WHERE "projector_name" = 'bank-dashboard';--> statement-breakpoint
DELETE FROM "parked_events" WHERE "projector_name" = 'bank-dashboard' AND "status" = 'parked';--> statement-breakpoint
UPDATE "projection_rebuilds" SET "status" = 'cancelled', "updated_at" = now(), "finished_at" = now() WHERE "projector_name" = 'bank-dashboard' AND "status" = 'running';--> statement-breakpoint
ALTER TABLE "bank_dashboard_activity" ADD COLUMN "balance_change" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_dashboard_activity" ADD COLUMN "held_change" bigint NOT NULL;