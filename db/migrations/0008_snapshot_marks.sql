CREATE TABLE "snapshot_marks" (
	"stream_id" text NOT NULL,
	"block" integer NOT NULL,
	"stream_position" integer NOT NULL,
	"schema_version" smallint NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "snapshot_marks_stream_id_block_pk" PRIMARY KEY("stream_id","block")
);
--> statement-breakpoint
CREATE TABLE "snapshot_sweep" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"last_position" bigint NOT NULL,
	"swept_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "snapshot_sweep_only_row" CHECK ("snapshot_sweep"."only_row")
);
