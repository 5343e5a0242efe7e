"""A small pack with several wallets, which asks for the one it is about."""

from tests.support import SMALL_PACK

PACK_YAML = (
    SMALL_PACK["pack.yaml"]
    + """\
which_wallet:
  ask: {zh: 哪个钱包, en: Which wallet}
  short: {zh: 钱包, en: Wallet}
  name: wallet-name
"""
)
NAME_FIELD = """\
wallet-name:
  kind: text
  label: {zh: 名称, en: Its name}
  ask: {zh: 叫什么, en: What is it called}
  missing: {zh: 我的钱包, en: my wallet}
"""
CHAT = SMALL_PACK["wallets/upay.yaml"]
FORKED = """\
id: forked
title: {zh: 分岔, en: Forked}
category: money
start: first
steps:
  first:
    ask: {zh: 扣了吗, en: Is it gone}
    options:
      charged: {label: {zh: 是, en: Charged}, next: whose}
      solved: {label: {zh: 好了, en: Solved}, next: done}
      stolen: {label: {zh: 被偷, en: Stolen}, next: stop}
    unknown: report
  whose:
    decide:
      - when: {wallet: kdou}
        next: special
    else: more
    unknown: more
  special:
    ask: {zh: 特别, en: Anything special}
    options:
      "yes": {label: {zh: 是, en: It is}, next: more}
      "no": {label: {zh: 否, en: It is not}, next: done}
    unknown: more
  more:
    collect: [amount]
    next: report
  report:
    end: contact
    title: {zh: 联系, en: Contact}
    request: {zh: "查 {amount}", en: "Trace {amount}"}
    needs: [quick]
  done:
    end: resolved
    title: {text: solved}
  stop:
    end: emergency
    title: {zh: 停, en: Stop}
"""
WALLETS = {
    "pack.yaml": PACK_YAML,
    "fields.yaml": SMALL_PACK["fields.yaml"] + NAME_FIELD,
    "wallets/kdou.yaml": CHAT.replace("upay", "kdou").replace("Upay", "Kdou"),
    "wallets/other.yaml": CHAT.replace("id: upay", "id: other")
    .replace("Upay", "Another wallet")
    .replace("chat:", "help:"),
    "guides/forked.yaml": FORKED,
}
"""Files put in place of those of the small pack."""
