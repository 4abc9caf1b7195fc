CREATE TABLE "parked_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "parked_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"projector_name" text NOT NULL,
	"global_position" bigint NOT NULL,
	"stream_id" text NOT NULL,
	"stream_position" integer NOT NULL,
	"event_type" text NOT NULL,
	"schema_version" smallint NOT NULL,
	"data" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"keys" text[] NOT NULL,
	"behind" bigint,
	"error" jsonb,
	"tries" integer NOT NULL,
	"parked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"status" text DEFAULT 'parked' NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by" text,
	"reason" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "parked_events_waiting" ON "parked_events" USING btree ("projector_name","global_position") WHERE "parked_events"."status" = 'parked';--> statement-breakpoint
CREATE INDEX "parked_events_skipped" ON "parked_events" USING btree ("projector_name","global_position") WHERE "parked_events"."status" = 'skipped';