-- Tell whether a worker would find anything, without writing.
-- index: flow_job_queued, flow_job_leased
-- plan: custom
SELECT EXISTS (
    SELECT FROM flow_job j JOIN flow_instance i ON i.id = j.instance_id AND i.status = 'active'
    WHERE j.state = 'queued' AND j.run_after <= %(at)s
) OR EXISTS (
    SELECT FROM flow_job j JOIN flow_instance i ON i.id = j.instance_id AND i.status = 'active'
    WHERE j.state = 'running' AND j.lease_until < %(at)s
)
