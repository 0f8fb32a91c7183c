-- Whether an account has signed in from an address lately.
-- index: axes_accesslog_username_df93064b
SELECT EXISTS (
    SELECT FROM axes_accesslog
    WHERE username = %(username)s::text AND ip_address = %(address)s::inet
      AND attempt_time > %(since)s::timestamptz
)
