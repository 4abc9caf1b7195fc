ALTER TABLE "projector_checkpoints" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "projector_checkpoints" ADD COLUMN "paused_by" text;