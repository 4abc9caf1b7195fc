-- Events are never updated or deleted. The trigger says so to everybody, the table's owner and superusers included;
-- the revoked rights keep the application's role from ever getting as far as the trigger.
CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The event log is append only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
-- Without its one row nobody could append; without this trigger somebody could remove it.
CREATE TRIGGER event_log_head_stays BEFORE DELETE OR TRUNCATE ON event_log_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON events FROM PUBLIC, CURRENT_USER;
--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON event_log_head FROM PUBLIC, CURRENT_USER;
--> statement-breakpoint
INSERT INTO event_log_head (last_position, last_created_at) VALUES (0, '-infinity');
