-- As for events: a seal is never changed. Who can switch the trigger off all the same is found out by the chain.
CREATE TRIGGER seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON seals FROM PUBLIC, CURRENT_USER;
