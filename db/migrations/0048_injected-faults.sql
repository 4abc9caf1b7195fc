CREATE TABLE "injected_faults" (
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"id" uuid NOT NULL,
	"settings" jsonb NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"set_by" uuid NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"effects" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "injected_faults_kind_target_pk" PRIMARY KEY("kind","target")
);
