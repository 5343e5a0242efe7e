"""A pack whose author uses the names of our own choices for everything."""

from tests.support import SMALL_PACK

PACK_YAML = """\
format: 1
title: {zh: 名, en: Names}
emergency: help
categories:
  - {id: urgent, title: {zh: 急, en: Urgent}, opening: false}
  - {id: language, title: {zh: 语言, en: Languages}, opening: false}
  - {id: describe, title: {zh: 描述, en: Descriptions}, opening: false}
  - {id: emergency, title: {zh: 其他, en: Others}, opening: false}
opening:
  ask: {zh: 有人要过吗, en: Did anyone ask}
  options:
    nobody: {label: {zh: 没有, en: Nobody}, next: go-on}
    someone: {label: {zh: 有, en: Someone}, next: {guide: help}}
  unknown: {guide: help}
safety:
  - {zh: 小心, en: Be careful}
texts:
  solved: {zh: 好了, en: Solved}
"""
FIELDS = """\
done:
  kind: text
  label: {zh: 结束, en: Done}
  ask: {zh: 做了什么, en: What was done}
  missing: {zh: 无, en: nothing}
check-answers:
  kind: text
  label: {zh: 查, en: Checked}
  ask: {zh: 查了什么, en: What was checked}
  missing: {zh: 无, en: nothing}
skip:
  kind: choice
  label: {zh: 跳, en: Skipped}
  ask: {zh: 跳过了吗, en: Was it skipped}
  missing: {zh: 无, en: nothing}
  options:
    skip: {label: {zh: 跳了, en: It was skipped}}
    unknown: {label: {zh: 显示未知, en: It says unknown}}
"""
NONE = """\
id: none
title: {zh: 没有, en: Nothing shown}
category: language
start: menu
steps:
  menu:
    ask: {zh: 显示什么, en: What does it say}
    options:
      unknown: {label: {zh: 显示未知, en: It says unknown}, next: what}
      back: {label: {zh: 显示退回, en: It says back}, next: what, says: {zh: 退, en: Back}}
      skip: {label: {zh: 显示跳过, en: It says skip}, next: end}
    unknown: end
  what:
    ask_many: {zh: 还有什么, en: What else}
    options:
      unknown: {label: {zh: 未知, en: Unknown}, says: {zh: 未知。, en: Unknown.}}
      done: {label: {zh: 完成, en: Finished}, says: {zh: 完成。, en: Finished.}}
      none: {label: {zh: 无, en: None}, needs: [quick]}
    next: details
    unknown: details
  details:
    collect: [done, check-answers]
    optional: [skip]
    next: end
  end:
    end: contact
    title: {zh: 联系, en: Contact}
    needs: [quick]
"""
FILES = {
    "pack.yaml": PACK_YAML,
    "fields.yaml": FIELDS,
    "wallets/more.yaml": SMALL_PACK["wallets/upay.yaml"].replace("upay", "more"),
    "wallets/helping.yaml": SMALL_PACK["wallets/upay.yaml"].replace("upay", "helping"),
    "guides/none.yaml": NONE,
    "guides/help.yaml": SMALL_PACK["guides/emergency.yaml"].replace("id: emergency", "id: help"),
    "guides/emergency.yaml": SMALL_PACK["guides/emergency.yaml"]
    .replace("category: urgent", "category: emergency")
    .replace("end: emergency", "end: resolved"),
    "guides/menu.yaml": NONE.replace("id: none", "id: menu"),
    "guides/lost.yaml": SMALL_PACK["guides/emergency.yaml"]
    .replace("id: emergency", "id: lost")
    .replace("category: urgent", "category: describe")
    .replace("end: emergency", "end: resolved"),
}
"""Files put in place of those of the small pack."""
