"""Which wallet it is about: asked where it first matters, so that advice comes before it."""

from wallethelp.core.conditions import WalletIs, comparisons
from wallethelp.core.guide import Ask, Collect, Decide, End, Option, Step
from wallethelp.core.model import Pack, WhichWallet
from wallethelp.core.opening import GO_ON, OPENING
from wallethelp.core.values import Chose, Key, Reply

WALLET_KEY = f"{OPENING}/wallet"
"""The key of the question, whichever step it stands before."""


def matters_at(step: Step) -> bool:
    """Whether the wallet decides anything at `step`: a way through, or whom to contact.

    An emergency does not wait for it, and where all is solved nobody is contacted.
    """
    match step:
        case Decide():
            return any(isinstance(c, WalletIs) for b in step.decide for c in comparisons(b.when))
        case End():
            return step.end in ("wait", "contact", "escalate")
        case _:
            return False


def which_wallet(pack: Pack, asked: WhichWallet) -> Ask:
    """The question as a step, with the wallets of `pack` as its options."""
    return Ask(
        ask=asked.ask,
        short=asked.short,
        why=asked.why,
        options={
            name: Option(label=wallet.name, next=GO_ON) for name, wallet in pack.wallets.items()
        },
        unknown=GO_ON,
    )


def name_of_other(field: Key) -> Collect:
    """What a wallet that is not in the pack is called, as a step."""
    return Collect(collect=(), optional=(field,), next=GO_ON)


def wallet_in(reply: Reply | None) -> Key | None:
    """The wallet a reply to the question names, or None."""
    return reply.option if isinstance(reply, Chose) else None
