CREATE TABLE "command_receipts" (
	"actor" text NOT NULL,
	"command_id" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"response" jsonb NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "command_receipts_pkey" PRIMARY KEY("actor","command_id")
);
--> statement-breakpoint
CREATE TABLE "event_log_head" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"last_position" bigint NOT NULL,
	"last_created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_log_head_only_row" CHECK ("event_log_head"."only_row")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"global_position" bigint PRIMARY KEY NOT NULL,
	"stream_id" text NOT NULL,
	"stream_position" integer NOT NULL,
	"event_type" text NOT NULL,
	"schema_version" smallint NOT NULL,
	"data" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "events_stream_position_unique" UNIQUE("stream_id","stream_position"),
	CONSTRAINT "events_data_is_object" CHECK (jsonb_typeof("events"."data") = 'object'),
	CONSTRAINT "events_metadata_is_object" CHECK (jsonb_typeof("events"."metadata") = 'object')
);
--> statement-breakpoint
CREATE TABLE "projector_checkpoints" (
	"projector_name" text PRIMARY KEY NOT NULL,
	"last_position" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"stream_id" text PRIMARY KEY NOT NULL,
	"stream_position" integer NOT NULL,
	"schema_version" smallint NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "command_receipts_created_at" ON "command_receipts" USING brin ("created_at");