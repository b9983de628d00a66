"""Where sounds are kept: a directory of ours, or a bucket of an S3-compatible store.

A name is a relative path such as ``recordings/3/RE….wav``; whoever gives it has checked it.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

DEFAULT_REGION = "us-east-1"  # what stores without regions expect to be signed
CONNECT_SECONDS, MOST_SECONDS, MOST_SECONDS_OF_A_PAGE = 5, 60, 10


class StoreFailed(OSError):
    """The store cannot be had now, or refuses us; the message names no key."""


class SoundStore(Protocol):
    """Keeps sounds by name. Each verb raises OSError when it cannot be done now."""

    def keep(self, name: str, sound: bytes) -> None:
        """Keep it, whole or not at all; kept again, the last stays."""
        ...

    def read(self, name: str) -> bytes | None:
        """The sound; None when there is none of that name."""
        ...

    def delete(self, name: str) -> None:
        """Remove it; one that is gone already is no error."""
        ...


@dataclass(frozen=True)
class DirectoryStore:
    """Files below one directory, written aside first and synced."""

    directory: Path

    def keep(self, name: str, sound: bytes) -> None:
        """Keep it as a file; OSError when the disk is full."""
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with aside.open("wb") as file:
                file.write(sound)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, path)
        except OSError:
            aside.unlink(missing_ok=True)  # a full disk needs the room
            raise

    def read(self, name: str) -> bytes | None:
        """The file's bytes."""
        with suppress(FileNotFoundError):
            return (self.directory / name).read_bytes()
        return None

    def delete(self, name: str) -> None:
        """Remove the file."""
        (self.directory / name).unlink(missing_ok=True)


@dataclass(frozen=True)
class BucketStore:
    """Objects in one bucket; what was kept in the directory ``before`` is still found there."""

    url: str = field(repr=False)  # it holds the key
    before: DirectoryStore

    @cached_property
    def _store(self) -> S3Store:
        return self._opened(MOST_SECONDS, retries=1)

    @cached_property
    def _reading(self) -> S3Store:
        """For pages: somebody waits, and so do the callers whom the same threads serve."""
        return self._opened(MOST_SECONDS_OF_A_PAGE, retries=0)

    def _opened(self, seconds: int, *, retries: int) -> S3Store:
        parts = urlsplit(self.url)
        bucket, _, prefix = parts.path.strip("/").partition("/")
        plain = parts.scheme == "s3+http"
        port = f":{parts.port}" if parts.port else ""
        return S3Store(
            bucket,
            prefix=prefix or None,
            config={
                "endpoint": f"{'http' if plain else 'https'}://{parts.hostname}{port}",
                "access_key_id": unquote(parts.username or ""),
                "secret_access_key": unquote(parts.password or ""),
                "region": parse_qs(parts.query).get("region", [DEFAULT_REGION])[0],
                "virtual_hosted_style_request": False,
            },
            client_options={
                "allow_http": plain,
                "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
                "timeout": timedelta(seconds=seconds),
            },
            retry_config={"max_retries": retries, "retry_timeout": timedelta(seconds=seconds)},
        )

    def keep(self, name: str, sound: bytes) -> None:
        """Keep it as an object."""
        try:
            obstore.put(self._store, name, sound, attributes={"Content-Type": "audio/wav"})
        except BaseError as error:
            raise StoreFailed(type(error).__name__) from error

    def read(self, name: str) -> bytes | None:
        """The object's bytes, or the older file's."""
        try:
            return bytes(obstore.get(self._reading, name).bytes())
        except FileNotFoundError:
            return self.before.read(name)
        except BaseError as error:
            raise StoreFailed(type(error).__name__) from error

    def delete(self, name: str) -> None:
        """Remove the object, and an older file of that name."""
        self.before.delete(name)
        try:
            obstore.delete(self._store, name)
        except FileNotFoundError:
            return
        except BaseError as error:
            raise StoreFailed(type(error).__name__) from error


def open_store(recordings_url: str, data_dir: Path) -> SoundStore:
    """The store that the settings name. Nothing is connected yet."""
    directory = DirectoryStore(data_dir)
    return BucketStore(recordings_url, directory) if recordings_url else directory
