CREATE TABLE "payees" (
	"payee_id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"status" text NOT NULL,
	"name" text NOT NULL,
	"number" text NOT NULL,
	"account_id" uuid,
	"bank" text,
	"is_trusted" boolean NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"last_position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_request_counts" (
	"kind" text NOT NULL,
	"user_id" uuid NOT NULL,
	"requests" integer NOT NULL,
	"window_ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "auth_request_counts_kind_user_id_pk" PRIMARY KEY("kind","user_id")
);
--> statement-breakpoint
CREATE INDEX "payees_customer" ON "payees" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "auth_request_counts_window_ends_at" ON "auth_request_counts" USING btree ("window_ends_at");