-- The one way in which an event may leave the table: within move_to_archive, which takes only what has been entered as
-- archived, is sealed, and is not its stream's newest.
CREATE OR REPLACE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'events' AND current_setting('passbook.moving_to_archive', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'The event log is append only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE FUNCTION move_to_archive(first_position bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  last_position_moved bigint := (SELECT a.to_position FROM archives a WHERE a.from_position = first_position);
BEGIN
  IF last_position_moved IS NULL
    OR first_position <> 1 AND NOT EXISTS (SELECT FROM archives a WHERE a.to_position = first_position - 1)
    OR EXISTS (SELECT FROM archives a WHERE a.from_position > first_position)
    OR last_position_moved > coalesce((SELECT max(s.to_position) FROM seals s), 0)
  THEN
    RAISE EXCEPTION 'Events from % on cannot leave the log', first_position USING ERRCODE = 'restrict_violation';
  END IF;
  EXECUTE format('GRANT DELETE ON events TO %I', current_user);
  PERFORM set_config('passbook.moving_to_archive', 'on', true);
  DELETE FROM events e
  WHERE e.global_position <= last_position_moved
    AND EXISTS (SELECT FROM events newer
                WHERE newer.stream_id = e.stream_id AND newer.stream_position > e.stream_position);
  PERFORM set_config('passbook.moving_to_archive', 'off', true);
  EXECUTE format('REVOKE DELETE ON events FROM %I', current_user);
END
$$;
