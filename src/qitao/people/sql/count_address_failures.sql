-- How many sign-ins failed from one address lately, whoever was named.
-- index: axes_accessattempt_ip_address_10922d9c
SELECT coalesce(sum(failures_since_start), 0)::bigint
FROM axes_accessattempt
WHERE ip_address = %(address)s::inet AND attempt_time > %(since)s::timestamptz
