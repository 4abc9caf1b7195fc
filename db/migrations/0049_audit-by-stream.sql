DROP INDEX "audit_entries_subject";--> statement-breakpoint
CREATE INDEX "audit_entries_subject_user" ON "audit_entries" USING btree ("subject_id","user_id","event_type","position");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_id","event_type","position");