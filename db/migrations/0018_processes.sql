CREATE TABLE "known_processes" (
	"name" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "process_transfer_settlement" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"correlation_id" text NOT NULL,
	"causation_id" text NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "process_transfer_settlement_due" ON "process_transfer_settlement" USING btree ("due_at") WHERE "process_transfer_settlement"."due_at" IS NOT NULL;