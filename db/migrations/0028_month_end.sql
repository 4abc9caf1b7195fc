CREATE TABLE "process_month_end" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"correlation_id" text NOT NULL,
	"causation_id" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "process_month_end_due" ON "process_month_end" USING btree ("due_at") WHERE "process_month_end"."due_at" IS NOT NULL;