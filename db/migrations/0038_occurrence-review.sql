CREATE TABLE "process_occurrence_review" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"correlation_id" text NOT NULL,
	"causation_id" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "process_occurrence_review_due" ON "process_occurrence_review" USING btree ("due_at") WHERE "process_occurrence_review"."due_at" IS NOT NULL;