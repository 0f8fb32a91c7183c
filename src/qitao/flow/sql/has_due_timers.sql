-- Tell whether any timer of an active instance is due, without writing.
-- index: flow_timer_due
-- plan: custom
SELECT EXISTS (
    SELECT FROM flow_timer x JOIN flow_instance i ON i.id = x.instance_id AND i.status = 'active'
    WHERE x.due <= %(at)s
)
