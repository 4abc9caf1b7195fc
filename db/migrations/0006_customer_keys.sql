CREATE TABLE "customer_keys" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"encrypted_key" "bytea",
	"master_key_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"destroyed_at" timestamp (3) with time zone,
	CONSTRAINT "customer_keys_gone_when_destroyed" CHECK (("customer_keys"."encrypted_key" IS NULL) = ("customer_keys"."destroyed_at" IS NOT NULL))
);
