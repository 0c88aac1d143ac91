import os
import shutil
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from claimwire_local import child
from claimwire_local.errors import InUse
from claimwire_local.postgres import program
from claimwire_local.running import Server
from claimwire_local.servers import start_postgres, start_valkey


def sql(postgres: Server, query: str) -> str:
    done = subprocess.run(
        [program("psql"), postgres.url, "-Atc", query], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def redis(valkey: Server, *commands: str) -> list[str]:
    password = valkey.url.split(":")[2].partition("@")[0]
    with socket.create_connection(("127.0.0.1", valkey.port), timeout=5) as connection:
        connection.sendall("".join(f"{line}\r\n" for line in (f"AUTH {password}", *commands)).encode())
        with connection.makefile() as replies:
            return [replies.readline().strip() for _ in range(len(commands) + 1)][1:]


def test_postgres_keeps_its_data_over_a_stop_and_over_a_kill(tmp_path: Path) -> None:
    with start_postgres(tmp_path) as first:
        sql(first, "CREATE TABLE kept (word text)")
    second = start_postgres(tmp_path)
    sql(second, "INSERT INTO kept VALUES ('here')")
    second.kill()
    with start_postgres(tmp_path) as third:
        assert sql(third, "SELECT word FROM kept") == "here"


def test_postgres_starts_though_its_old_pid_is_now_another_programs(tmp_path: Path) -> None:
    start_postgres(tmp_path).kill()
    pid_file = tmp_path / "cluster" / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"]) as other:
        lines = pid_file.read_text().split("\n")
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]))
        with start_postgres(tmp_path) as postgres:
            assert sql(postgres, "SELECT 1") == "1"
        assert other.poll() is None
        other.kill()


def test_postgres_asks_for_its_password(tmp_path: Path) -> None:
    with start_postgres(tmp_path) as postgres:
        assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600
        guessed = f"postgresql://claimwire:guessed@127.0.0.1:{postgres.port}/claimwire"
        done = subprocess.run(
            [program("psql"), guessed, "-c", "SELECT 1"], check=False, capture_output=True, text=True
        )
        assert "password authentication failed" in done.stderr


def test_valkey_keeps_its_queue_over_a_stop(tmp_path: Path) -> None:
    with start_valkey(tmp_path) as first:
        assert redis(first, "LPUSH queue one") == [":1"]
    with start_valkey(tmp_path, port=first.port) as second:
        assert redis(second, "LLEN queue") == [":1"]
        assert redis(second, "CONFIG GET maxmemory-policy")[0] == "*2"


def test_valkey_refuses_who_does_not_know_its_password(tmp_path: Path) -> None:
    with start_valkey(tmp_path) as valkey, socket.create_connection(("127.0.0.1", valkey.port)) as connection:
        connection.sendall(b"PING\r\n")
        assert connection.recv(100).startswith(b"-NOAUTH")


def test_a_second_server_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with start_valkey(tmp_path), pytest.raises(InUse, match="in use by another running instance"):
        start_valkey(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_servers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    program = f"""
        import time
        from claimwire_local.servers import start_postgres, start_valkey
        servers = start_postgres({str(tmp_path / "pg")!r}), start_valkey({str(tmp_path / "vk")!r})
        print(*(server.process.pid for server in servers), flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert all(child.started_at(pid) for pid in pids)
        parent.kill()
    assert child.until(lambda: not any(child.command_of(pid) for pid in pids), 10)
    with start_postgres(tmp_path / "pg") as postgres:
        assert sql(postgres, "SELECT 1") == "1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become another user")
def test_root_starts_postgres_where_user_namespaces_are_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("setpriv", "touch"):
        (tools / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(tools))
    with start_postgres(tmp_path / "pg") as postgres:
        assert sql(postgres, "SELECT 1") == "1"
