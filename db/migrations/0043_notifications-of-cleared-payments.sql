-- The rows are made anew from the log: some said of a payment that was only reviewed that it was taken after all.
TRUNCATE "notifications", "notification_transfers", "notification_inboxes", "notification_accounts", "notification_customers";--> statement-breakpoint
UPDATE "projector_checkpoints" SET "last_position" = 0, "generation" = "generation" + 1, "updated_at" = now() WHERE "projector_name" = 'notifications';--> statement-breakpoint
DELETE FROM "parked_events" WHERE "projector_name" = 'notifications' AND "status" = 'parked';--> statement-breakpoint
UPDATE "projection_rebuilds" SET "status" = 'cancelled', "updated_at" = now(), "finished_at" = now() WHERE "projector_name" = 'notifications' AND "status" = 'running';--> statement-breakpoint
ALTER TABLE "notification_transfers" ADD COLUMN "cleared_with" uuid;
