CREATE TABLE "audit_entries" (
	"position" bigint PRIMARY KEY NOT NULL,
	"subject_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"user_id" uuid NOT NULL,
	"command_id" uuid NOT NULL,
	"correlation_id" uuid NOT NULL,
	"causation_id" uuid
);
--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_id","position","event_type","user_id");--> statement-breakpoint
CREATE INDEX "audit_entries_user" ON "audit_entries" USING btree ("user_id","event_type","position");--> statement-breakpoint
CREATE INDEX "audit_entries_type" ON "audit_entries" USING btree ("event_type","position");--> statement-breakpoint
CREATE INDEX "audit_entries_command" ON "audit_entries" USING btree ("command_id","position");--> statement-breakpoint
CREATE INDEX "audit_entries_correlation" ON "audit_entries" USING btree ("correlation_id","position");--> statement-breakpoint
CREATE INDEX "audit_entries_causation" ON "audit_entries" USING btree ("causation_id","position") WHERE "audit_entries"."causation_id" IS NOT NULL;