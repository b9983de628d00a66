"""Never two text messages for one wish, never none, whatever the carrier's REST API does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from telesec.notifications.attempts import DELAYS
from telesec.notifications.notification import DeliveryStatus
from telesec.simulator.faults import ANSWERS_LATE, ERROR_AFTER_DOING, TIMEOUT_AFTER_DOING
from tests.notifications.post import Post

pytestmark = pytest.mark.sqlite_on_a_desk


def deliver_all_day(post: Post) -> None:
    """The worker at its job until nothing is left to be tried."""
    for delay in DELAYS:
        post.deliver()
        post.clock.advance(max(delay, timedelta(seconds=61)).total_seconds())
        post.network.settle()
    post.deliver()


FAULTS = [429, 500, TIMEOUT_AFTER_DOING, ERROR_AFTER_DOING]


@pytest.mark.parametrize("first", FAULTS)
@pytest.mark.parametrize("second", FAULTS)
@pytest.mark.parametrize("look_up", [None, 429, TIMEOUT_AFTER_DOING])
def test_two_faults_in_sending_and_one_in_looking_up_make_one_message(
    post: Post, first: int | str, second: int | str, look_up: int | str | None
) -> None:
    post.network.rest_faults.add("POST", "/Messages", nth=1, status=first)
    post.network.rest_faults.add("POST", "/Messages", nth=2, status=second)
    if look_up is not None:
        post.network.rest_faults.add("GET", "/Messages", nth=1, status=look_up)
    post.wish()
    deliver_all_day(post)
    assert len(post.network.text_messages) == 1
    assert post.row().status in {DeliveryStatus.SENT, DeliveryStatus.DELIVERED}
    assert post.row().provider_sid == post.network.text_messages[0].sid


def test_looking_up_that_is_put_off_is_still_done_before_sending_again(post: Post) -> None:
    """Done without an answer, then too many requests at the look-up: that is no leave to send."""
    post.network.rest_faults.add("POST", "/Messages", nth=1, status=TIMEOUT_AFTER_DOING)
    for nth in (1, 2, 3):
        post.network.rest_faults.add("GET", "/Messages", nth=nth, status=429)
    post.wish()
    deliver_all_day(post)
    assert len(post.network.text_messages) == 1
    assert not post.network.rest_faults.never_happened()


def test_the_carriers_wish_for_a_pause_is_respected(post: Post) -> None:
    post.network.rest_faults.add("POST", "/Messages", status=429, retry_after="90")
    post.wish()
    post.deliver()
    post.clock.advance(89)
    assert post.deliver() == 0
    assert not post.network.text_messages
    post.clock.advance(2)
    assert post.deliver() == 1
    assert len(post.network.text_messages) == 1


@pytest.mark.parametrize(
    "header",
    ["Thu, 26 Nov 2099 09:00:00 GMT", "999999999", "-5", "soon", "1e9", "²", "Thu, 99 Nov"],
)
def test_a_pause_that_makes_no_sense_does_not_silence_us(post: Post, header: str) -> None:
    post.network.rest_faults.add("POST", "/Messages", status=429, retry_after=header)
    post.wish()
    post.deliver()
    post.clock.advance(901)
    assert post.deliver() == 1


@pytest.mark.postgresql_on_a_desk
def test_four_workers_against_a_carrier_that_says_slow_down(post: Post) -> None:
    for nth in (1, 3, 4, 7):
        post.network.rest_faults.add("POST", "/Messages", nth=nth, status=429)
    for nth in (2, 9):
        post.network.rest_faults.add("POST", "/Messages", nth=nth, status=ERROR_AFTER_DOING)
    for number in range(12):
        post.wish(key=f"k{number}", body=f"Message {number}")
    for _ in range(len(DELAYS)):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: post.deliver(), range(4)))
        post.clock.advance(700)
        post.network.settle()
    assert sorted(m.body for m in post.network.text_messages) == sorted(
        f"Message {number}" for number in range(12)
    )


@pytest.mark.full_only
def test_a_carrier_that_takes_nine_seconds_is_waited_for(post: Post) -> None:
    post.network.rest_faults.add("POST", "/Messages", status=ANSWERS_LATE, seconds=9)
    post.wish()
    assert post.deliver() == 1
    assert len(post.network.text_messages) == 1
