CREATE TABLE "archived_streams" (
	"stream_id" text NOT NULL,
	"archive" bigint NOT NULL,
	"last_stream_position" integer NOT NULL,
	"frames" integer[] NOT NULL,
	CONSTRAINT "archived_streams_pkey" PRIMARY KEY("stream_id","archive")
);
--> statement-breakpoint
CREATE TABLE "archives" (
	"from_position" bigint PRIMARY KEY NOT NULL,
	"to_position" bigint NOT NULL,
	"month" text NOT NULL,
	"path" text NOT NULL,
	"sha256" text NOT NULL,
	"frames" jsonb NOT NULL,
	"archived_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "archived_streams" ADD CONSTRAINT "archived_streams_archive_archives_from_position_fk" FOREIGN KEY ("archive") REFERENCES "public"."archives"("from_position") ON DELETE cascade ON UPDATE no action;