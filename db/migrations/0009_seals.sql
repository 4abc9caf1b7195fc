CREATE TABLE "seals" (
	"from_position" bigint PRIMARY KEY NOT NULL,
	"to_position" bigint NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"content_hashes" "bytea" NOT NULL,
	"stream_ids" text[] NOT NULL,
	"sealed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
