-- Note what a plant's verdicts rest on and until when they are known to hold.
-- index: kitting_sweep_pkey
UPDATE kitting_sweep
SET fingerprint = %(fingerprint)s::numeric, clean_at = %(clean_at)s::timestamptz,
    checked_at = coalesce(%(checked_at)s::timestamptz, checked_at),
    took_ms = coalesce(%(took_ms)s::int, took_ms)
WHERE plant_id = %(plant)s::bigint
