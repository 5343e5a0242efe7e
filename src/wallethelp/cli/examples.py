"""What each command's `--help` begins with: lines that work as they stand."""

from collections.abc import Mapping
from typing import NamedTuple

from wallethelp.i18n import N_


class Example(NamedTuple):
    """A command line and what it does; both are translated where they are shown."""

    line: str
    what: str


_WIZARD = Example("wallethelp", N_("Answer short questions."))
DESCRIBED = Example(
    N_('wallethelp diagnose "my top-up has not arrived"'),
    N_("Say what happened; the guide is found."),
)
_CHANNELS = Example("wallethelp channels upay", N_("How to find Upay's genuine support."))
_LISTED = Example("wallethelp cases", N_("Which cases there are, and what to do now for each."))
_SHOWN = Example("wallethelp cases show 1125-1", N_("Read one of them."))
_LOGGED = Example(
    N_("wallethelp cases log 1125-1 --channel phone --ticket TK-1 --promised Friday"),
    N_("They were called, and promised a result by Friday."),
)
_CHECKED = Example("wallethelp flows check my-pack", N_("Every mistake in a folder of guides."))

EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "wallethelp": (_WIZARD, DESCRIBED, _CHANNELS),
    "wallethelp diagnose": (
        DESCRIBED,
        Example(
            "wallethelp diagnose --guide top-up-failed --wallet upay",
            N_("The guide and the wallet are known."),
        ),
        Example(
            "wallethelp diagnose --guide top-up-failed --wallet upay --answers answers.yaml"
            " --no-input",
            N_("All answers stand in a file; nothing is asked."),
        ),
    ),
    "wallethelp channels": (
        _CHANNELS,
        Example("wallethelp channels other", N_("The same for a wallet that is not listed.")),
        Example(
            "wallethelp channels upay --for account-locked",
            N_("Which way to try first when the account is locked."),
        ),
    ),
    "wallethelp guides": (
        Example("wallethelp guides", N_("All guides by name.")),
        Example("wallethelp guides top-up-failed", N_("All questions of one guide.")),
        Example(
            N_('wallethelp guides --find "the code never comes"'),
            N_("Which guides a sentence is about."),
        ),
    ),
    "wallethelp completion": (
        Example(
            "wallethelp completion bash",
            N_('For ~/.bashrc: eval "$(wallethelp completion bash)"'),
        ),
        Example(
            "wallethelp completion fish",
            N_("For config.fish: wallethelp completion fish | source"),
        ),
    ),
    "wallethelp export": (
        Example("wallethelp export --for chat", N_("A message for the chat with support.")),
        Example(
            "wallethelp export 1125-1 --for bank --format html -o bank.html",
            N_("A statement for the bank, to print and sign."),
        ),
        Example(
            "wallethelp export 1125-1 --bundle case.zip",
            N_("Complaint, timeline and evidence in one file."),
        ),
    ),
    "wallethelp cases": (_LISTED, _SHOWN, _LOGGED),
    "wallethelp cases list": (
        Example("wallethelp cases list", N_("Which cases there are, and what to do now for each.")),
        Example("wallethelp cases list --json", N_("The same for another program.")),
    ),
    "wallethelp cases show": (
        Example("wallethelp cases show", N_("The newest case, on one screen.")),
        Example("wallethelp cases show --full", N_("All of it.")),
        _SHOWN,
    ),
    "wallethelp cases resume": (
        Example("wallethelp cases resume", N_("The case that was left last.")),
        Example("wallethelp cases resume 1125-1", N_("One by its id.")),
    ),
    "wallethelp cases log": (
        Example("wallethelp cases log", N_("The newest case; you are asked for the rest.")),
        _LOGGED,
    ),
    "wallethelp cases add": (
        Example(
            N_('wallethelp cases add 1125-1 receipt.png --shows "the charge"'),
            N_("Its name, date and fingerprint are noted."),
        ),
        Example(
            N_('wallethelp cases add 1125-1 receipt.png --shows "the charge" --copy'),
            N_("A copy is kept with the case, to be handed on."),
        ),
    ),
    "wallethelp cases remove": (
        Example("wallethelp cases remove 1125-1 1", N_("You are asked first.")),
        Example("wallethelp cases remove 1125-1 1 --yes", N_("You are not asked.")),
    ),
    "wallethelp cases import": (
        Example("wallethelp export 1125-1 --format json -o case.json", N_("On the one computer.")),
        Example("wallethelp cases import case.json", N_("On the other one.")),
    ),
    "wallethelp cases close": (
        Example("wallethelp cases close 1125-1", N_("It is solved, or given up.")),
        _LISTED,
    ),
    "wallethelp cases delete": (
        Example("wallethelp cases delete 1125-1", N_("You are asked first.")),
        Example("wallethelp cases delete 1125-1 --yes", N_("You are not asked.")),
    ),
    "wallethelp cases purge": (
        Example(
            'wallethelp cases purge --older-than "90 days"',
            N_("Cases not touched for 90 days; you are asked first."),
        ),
        Example('wallethelp cases purge --older-than "90 days" --yes', N_("You are not asked.")),
    ),
    "wallethelp flows": (
        _CHECKED,
        Example("wallethelp --flows my-pack guides", N_("Try the guides in a folder.")),
    ),
    "wallethelp flows check": (
        _CHECKED,
        Example("wallethelp flows check my-pack --fix", N_("Mend what needs no understanding.")),
        Example(
            "wallethelp flows check my-pack --as-of 2026-11-20",
            N_("For a build: no calendar changes what is found."),
        ),
    ),
    "wallethelp flows test": (
        Example(
            "wallethelp flows test my-pack --write",
            N_("Every walk of a pack is played; where one is missing, it is drafted."),
        ),
        Example(
            "wallethelp flows test my-pack --write --random 1000",
            N_("A thousand ways at random as well."),
        ),
    ),
    "wallethelp flows graph": (
        Example("wallethelp flows graph top-up-failed", N_("A guide as a tree.")),
        Example(
            "wallethelp flows graph top-up-failed --format svg -o top-up.svg",
            N_("The same as a picture."),
        ),
    ),
    "wallethelp flows docs": (
        Example("wallethelp flows docs top-up-failed", N_("As Markdown.")),
        Example(
            "wallethelp flows docs top-up-failed --format html -o review.html",
            N_("All of a guide in both languages, to be signed off."),
        ),
    ),
    "wallethelp flows schema": (
        Example("wallethelp flows schema guide", N_("What an editor needs to check a guide.")),
        Example(
            "wallethelp flows schema --write my-pack",
            N_("The same for all files of a pack, which name it."),
        ),
    ),
    "wallethelp flows new": (
        Example("wallethelp flows new pack our-pack", N_("A pack to begin with.")),
        Example(
            "wallethelp flows new pack our-wallet --extends wallethelp",
            N_("Only what differs from the shipped guides."),
        ),
        Example(
            "wallethelp flows new channel upay/hotline my-pack --kind phone",
            N_("A way to reach support."),
        ),
    ),
    "wallethelp flows preview": (
        Example("wallethelp flows preview lost-card my-pack", N_("From the first question.")),
        Example(
            "wallethelp flows preview lost-card my-pack --from bound",
            N_("A guide as a person sees it, from one of its steps."),
        ),
    ),
    "wallethelp flows facts": (
        Example("wallethelp flows facts", N_("Where each fact reaches a user.")),
        Example("wallethelp flows facts --markdown", N_("As a table for documentation.")),
    ),
}
"""By the command's whole name."""
