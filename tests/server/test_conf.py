"""The sizes that the embedded server is given."""

from qitao.server.postgres import conf


def test_sizes_grow_with_the_memory_within_bounds() -> None:
    small, large = conf.sizes(conf.GB), conf.sizes(512 * conf.GB)
    assert small["shared_buffers"] == "128MB"
    assert small["effective_cache_size"] == "512MB"
    assert large["shared_buffers"] == "4096MB"
    assert large["maintenance_work_mem"] == "1024MB"
    assert conf.sizes(16 * conf.GB)["shared_buffers"] == "2048MB"


def test_archive_and_replica_need_no_restart_later() -> None:
    assert conf.FIXED["wal_level"] == "replica"
    assert conf.FIXED["archive_mode"] == "on"
    assert int(conf.FIXED["max_wal_senders"]) >= 3
    assert "fsync" not in conf.FIXED
