"""The words that the rules know, each spelled once; in the folded writing of `fold`."""

import re
from collections.abc import Iterable, Sequence

from wallethelp.core.privacy.fold import View


def _words(text: str) -> tuple[str, ...]:
    """Words apart by spaces; “_” stands for a space inside one."""
    return tuple(word.replace("_", " ") for word in View(text).folded.split())


def any_of(*lists: Sequence[str]) -> str:
    """A pattern for any word of the lists; Latin ones stand alone and may have a plural s."""
    found = sorted({word for words in lists for word in words}, key=len, reverse=True)
    latin = [re.escape(w).replace(r"\ ", "[ _-]?") for w in found if w.isascii()]
    han = [re.escape(word) for word in found if not word.isascii()]
    alone = [rf"(?<![A-Za-z])(?:{'|'.join(latin)})s?(?![A-Za-z])"] if latin else []
    return f"(?:{'|'.join(han + alone)})"


_LEET = {"a": "[a@4]", "e": "[e3]", "i": "[i1!|]", "o": "[o0]", "s": "[s$5]"}
BREAK = r"[ ._*·|/-]{0,2}"
"""What may break a label up: 密.码."""


_APART = "[ ._*-]?"
"""What may stand between any two letters of a longer word."""


def disguised(*lists: Sequence[str], inside: bool = False) -> str:
    """A pattern for words also as 密.码, p@ssw0rd or C.V.V.; `inside` others too: dbPassword."""
    patterns: list[str] = []
    han: list[list[str]] = []
    long: list[list[str]] = []
    for word in sorted({word for words in lists for word in words}, key=len, reverse=True):
        letters = [_LEET.get(one, re.escape(one)) for one in word if one != " "]
        if not word.isascii():
            han.append(letters)
        elif len(letters) > 4:
            long.append(letters)
        else:
            close = "".join(
                "[ ._-]?" if one == " " else _LEET.get(one, re.escape(one)) for one in word
            )
            written = rf"(?:{close}|{'[ ._*-]'.join(letters)})" if len(letters) > 2 else close
            patterns.append(rf"(?<![A-Za-z]){written}(?![A-Za-z])")
    if han:
        patterns.append(_any_begun_alike(han, BREAK))
    if long:
        written = _any_begun_alike(long, _APART)
        patterns.append(written if inside else rf"(?<![A-Za-z]){written}(?![A-Za-z])")
    return f"(?:{'|'.join(patterns)})"


def _any_begun_alike(words: Iterable[Sequence[str]], between: str) -> str:
    """A pattern for any of the words, the longest first; what many begin with stands once.

    It takes half as long to compile. `between` is what may stand between any two letters.
    """
    rests: dict[str, list[list[str]]] = {}
    for first, *end in words:
        rests.setdefault(first, []).append(end)
    branches = []
    for first, ends in rests.items():
        longer = [end for end in ends if end]
        rest = f"(?:{between}{_any_begun_alike(longer, between)})" if longer else ""
        branches.append(first + rest + ("?" if longer and len(longer) < len(ends) else ""))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


# --- what calls something a secret ----------------------------------------------------------------

_MA = "码马吗嘛玛"  # what is typed for one another
PASSWORD = _words(
    " ".join(mi + ma for mi in "密蜜秘咪迷谜" for ma in _MA)
    + " 口令 口今 囗令 登录密匙 密保答案 password passwd passphrase pass_phrase passwort "
    "passcode kennwort contraseña mi_ma pazzword passwrd passwrod passowrd passward pssword "
    "pasword paswrod parola senha pwrd pw pwd psw pswd p/w mot_de_passe "
    "пароль security_answer kata_laluan mật_khẩu パスワード 暗証番号 비밀번호"
)
SHORT_PASSWORD = _words("pass secret mm m_m")
"""Words that mean much else: they count only right before a sign or “is”."""
CODE_KINDS = _words(
    "验证 验正 严证 严正 艳正 校验 检验 核验 查验 确认 认证 鉴权 动态 随机 授权 登录 登陆 登入 "
    "激活 启用 一次性 短信 简讯 安全 识别 交易 令牌 支付 付款 提现 提款 取款 转账 重置 解锁 "
    "谷歌 手机 邮箱 语音 恢复 备份 备用 救援 应急 二次 双重 两步 保安"
)
CODE_ENDS = _words("码 代码 数字 密令")
ONE_TIME = _words("验证 校验 认证 动态 随机 一次性 短信 手机 令牌")
"""A password that is called so is a code."""
ENGLISH_CODE_KINDS = _words(
    "one_time verification verify verifying security sms text auth authentication "
    "authorization authorisation authenticator log_in login sign_in signin access confirmation "
    "confirm activation reset two_factor two_step 2fa mfa otp pin recovery backup back_up "
    "rescue emergency scratch temporary temp transaction registration unlock pairing secret "
    "passcode atm card"
)
ENGLISH_CODE_ENDS = _words("code pass_code password pin token")
CODE = _words(
    "验证吗 验证马 验证嘛 验证玛 验证号 认证号 校验号 动态号 verification_number "
    "security_number pin_number otp_number pin_no otp totp mtan tan passcode pass_code 2fa mfa "
    "pin mpin upin code yan_zheng_ma yzm yanzhengma yanzheng"
)
RECOVERY = _words(
    "恢复码 恢复代码 恢复密钥 备份码 备份代码 备用码 备用代码 备用验证码 救援码 应急码 "
    "紧急代码 紧急码 recovery_code backup_code back_up_code rescue_code emergency_code "
    "scratch_code recovery_key backup_key one_time_code restore_code reset_code 2fa_backup "
    "recovery"
)
KEY = _words(
    "私钥 密钥 秘钥 密匙 私匙 主钥 private_key priv_key privkey secret_key secret_seed "
    "signing_key master_key setup_key authenticator_key 2fa_key 2fa_secret totp_secret "
    "authenticator_secret si_yao keystore wallet_key spending_key"
)
PHRASE = _words(
    "助记词 助记单词 助记短语 助记码 恢复词 恢复单词 恢复短语 种子词 种子短语 种子单词 备份词 "
    "备份短语 备份单词 钱包单词 住记词 注记词 助计词 zhujici mnemonic mnemonics seed_phrase "
    "seed_word seed recovery_phrase recovery_word backup_phrase backup_word wallet_word "
    "wallet_phrase secret_phrase secret_word 12_word 24_word twelve_word"
)

# --- what tells it --------------------------------------------------------------------------------

SAYS = (
    r"(?:(?:我|我们)?(?:记得|印象[里中]|看到的?|听到的?|谂|确定|肯定)?(?:就|应该"
    r"|应当|好像|似乎|貌似|可能|大概|多半|估计|还|也|都|这个?|那个?|它|确实|其实|当时|一直|本来|原来|分别|仍)?"
    r"(?:是|为|叫做?|系|即|乃|等于|shi4?(?![A-Za-z])|写着|写的是|说是|收到|来了)|"
    r"(?:我|我们|他|她|你|对方)?就?(?:用|填|输入?|设|设置?|设定|改|换|念|报|说|给|发|告诉)(?:的"
    r"(?:就?[是系])?|[成为到]?了|为|到)|我(?:用|填|输|设|念|报|说|写|打)|"
    r"\(\d ?(?:digits?|位)(?:数字?)?\)|['\"]s(?![A-Za-z])|"
    r"(?<![A-Za-z])(?:(?:is|was) )?(?:set|changed|reset|equal) to(?![A-Za-z])|"
    r"(?<![A-Za-z])(?:is|was|are|were|be|reads?|equals|of|as|to|i got|i received|that came"
    r"|being|became|been|(?:has )?always been)"
    r"(?![A-Za-z]))"
)
TELLS = _words(
    "告诉 告知 发给 发了 发过 给了 给他 给她 说了 说出 念 报 透露 泄露 泄漏 填了 填的 输了 输的 "
    "用了 用的 设了 设的 设成 改了 改成 换成 写了 记在 记得 抄 交给 输入 分享 讲 给佢 gave give "
    "told tell said say sent send shared share typed type entered enter read use used reveal "
    "revealed know knows leaked provided wrote"
)
SIGN = r"[\s/|:=#>~`\"'\[\](<){}*,、.;!?_·•✓→⇒➡-]"
"""A sign that may stand between a label and what it labels."""
SIGNS = rf"{SIGN}{{0,6}}"
LINK = rf"{SIGNS}(?:(?<=\()[^()\d]{{1,12}}\)){{0,1}}{SIGNS}(?:{SAYS}{SIGNS}){{0,2}}"
"""What stands between a label and its value where nothing else does."""

# --- what says that a number is something else ----------------------------------------------------

UNITS = _words(
    "位 个 字 次 遍 条 封 分钟 秒 小时 天 年 月 元 块 圆 円 名 笔 米 室 房 楼 弄 栋 号楼 单元 "
    "毫秒 积分 % 人民 公里 斤 岁 页 级 步 倍 张 台 部 件 只 家 届 期 集 章 节 周 季 刻"
)
ENGLISH_UNITS = _words(
    "digit character char letter time second sec minute min hour day week month year attempt "
    "tries try people point ms person user follower mile km kg kb mb gb page step piece item "
    "coin unit customer word transaction payment message call dollar cent block confirmation "
    "mah fps hz rpm"
)
UNIT = (
    rf"\s?[多余来几]?(?:{'|'.join(UNITS)}|人(?!家|工)|(?:{'|'.join(ENGLISH_UNITS)})s?(?![A-Za-z]))"
)
NO_PASSWORD = _words(
    "a about accepted actually again all alphanumeric already also always an and android app "
    "apple asked auto been being blank blocked bound broken but by cannot case-sensitive changed "
    "changing compromised confusing correct different disabled empty enter entered error every "
    "exactly expired face faceid failed failing false fine fingerprint for forgot forgotten from "
    "gone good google hacked harder hidden i icloud id impossible in incorrect input insecure "
    "invalid ios iphone is it its just known leaked length letters like locked long longer lost "
    "mac mandatory min mine minimum mismatch missing must my needed network never new nil no none "
    "not null numeric ok okay old on one only optional or out outdated please private public "
    "recovery redacted refused rejected removed required reset right safe same saved secret "
    "secure set shared short shorter should simple simpler sms so still stolen strong stronger "
    "system that the their them there they this to too touch true try unchanged undefined unknown "
    "unsafe unset used useless valid very weak weaker wechat what when where which wifi windows "
    "with working wrong yes your yours"
)
"""What a sentence about a password goes on with, when it does not tell the password."""
CURRENCIES = _words(
    "usdt usdc usd cny rmb hkd twd ntd mop sgd jpy krw eur gbp inr php thb vnd myr idr aud cad "
    "chf rub btc eth bnb trx shib pepe xrp ada ltc matic avax dai busd fdusd link dot uni atom "
    "fil bch etc ton sol doge yuan dollar euro pound baht rupee peso bucks won yen ringgit "
    "dong quid 美元 美金 港币 港元 欧元 人民币 台币 日元 日币 韩元 韩币 英镑 泰铢 卢布 卢比 "
    "越南盾 印尼盾 比索 新币 澳元 加元 林吉特 令吉 块钱 元 块 円 圆"
)
NO_CODE = _words(
    "error err status response resp exit result return ret reason rpc api http fault fail failed "
    "failure decline reject exception warning debug diagnostic timeout revert close closed signal "
    "issue problem internal server network qr bar zip post postal "
    "pin_postal country area dialling dialing dial swift bic ifsc sort bank branch routing "
    "clearing product item category mcc merchant invitation invite referral promo promotion "
    "promotional coupon discount voucher gift purpose industry company tax staff employee "
    "student shop location version build calling grpc sku model currency language source store "
    "airport city region state dress color colour morse tracking booking "
    "order ticket ref reference agent customer client member terminal serial batch invoice"
)
FAILS = _words(
    "error failed fails failing failure crashed crashes exited exits declined rejected denied "
    "returned returns replied threw shows showing errmsg 失败 报错 错误 异常 提示 闪退 返回 结果"
)
THINGS = _words(
    "护照 通行证 台胞证 证件 邀请 优惠 推荐 二维 条形 订单 单号 编号 工单 流水 交易 案件 案号 "
    "凭证 参考 回执 回单 合同 受理 申请 运单 快递 票号 批次 终端 序列 授权号 工号 坐席 席位 "
    "账号 账户 用户 用户名 会员 客户号 商户 商户号 QQ QQ群 微信群 微信 微信号 支付宝 邮编 "
    "邮政编码 邮递区号 房间 门牌 版本 型号 端口 高度 航班 尾号 末四位 后四位 末4位 后4位 错误 "
    "异常 代码 报错 故障 返回码 响应码 状态码 结果码 退出码 原因码 失败码 拒绝码 "
    "区块 区块高度 设备 设备号 排队号 车牌 发票 税号 保单 "
    "投诉 举报 车次 班次 区号 尾数 编码 学号 证号 寄到 送到 地址 邮寄 邮递 房号 昵称 登录名 "
    "户名 店铺 门店 网点 型 状态 原因 返回 结果码 失败码 拒绝码 退出码 提示码 折扣 推广 商品 产品 "
    "行号 国家码 条码 回传"
)
ENGLISH_THINGS = _words(
    "order ticket ref reference transaction txn tx txid trace invoice receipt tracking claim "
    "complaint application agent badge batch serial uid id user username user_name account acct "
    "member customer client merchant room flat suite unit zip postcode version ver build model "
    "port height block nonce gas gas_limit error err errno rc mcc exception failure ending "
    "ending_in ending_with ends_in ends_with sku last_four last_4 last_four_digits last_4_digits "
    "last_digits no. num extension flight gate bus train route page level chapter passport "
    "licence license plate policy apt apartment po_box employee operator terminal trade "
    "payment_id payment_ref confirmation_no queue queue_number utr rrn handle nickname login_name "
    "game firmware kernel lane"
)
PHONES = _words(
    "电话 手机 座机 热线 短号 号码 来电 客服 拨打 拨 致电 打了 打 phone tel telephone mobile "
    "cell whatsapp hotline call called calling dial dialed dialled dialling ring rang fax ext"
)
CONTACT = _words(
    "电话 手机 手机号 座机 联系 联系方式 联系电话 致电 phone tel telephone mobile cell "
    "cellphone whatsapp sms wechat telegram signal viber call fax contact ring reach text"
)
AMOUNTS = _words(
    "金额 余额 充 充值 提现 提取 转账 转出 转入 转 汇 汇款 付 付款 支付 扣 扣款 花 买 卖 存 取 退 "
    "退款 退回 退回来 还款 借 收款 少 多 亏 赚 欠 差 缺 刷 冻结 划走 损失 被骗 骗 骗走 价值 价格 "
    "费 费用 账单 红包 积分 里程 只到 只收到 收了我 他收 对方收 商家收 限额 额度 剩 剩余 钱包里 "
    "账户里 卡里 账上 卡上 钱包 还有 只有 总共 一共 合计 总计 分别 共 约 大概 大约 差不多 超过 "
    "大于 小于 低于 高于 不到 至少 最多 最少 最低 最高 满 将近 押金 定金 订金 工资 房租 货款 贷款 "
    "本金 利息 盗刷 到账 入账 收入 支出 笔 两笔 几笔 每笔 单笔 面值 面额 投 投资 拿走 转走 扣走 "
    "刷走 打 打给 打款 进账 提 amount balance bill total sum limit fee cost price worth value "
    "paid pay payment spent spend transfer transferred topped_up top_up deposit deposited "
    "withdrew withdraw withdrawal withdrawn charge charged charged_twice deducted debited "
    "credited refund refunded received_only lost owed owe owes bought sold about around over "
    "under than least most nearly almost up_to minus plus i_sent sent invested invest loan salary "
    "rent stole stolen took missing remitted remit exactly roughly approximately only just "
    "another extra tried maximum minimum max min budget savings save saved earned win won"
)
SENDING = _words(
    "收到 短信 发来 念 告诉 报 按 个数 数字 位 输入 显示 弹出 验证 码 密 口令 code sms text "
    "otp pin password read told tell enter received"
)
"""Words after which a number is none of the amount spoken of before."""
PRODUCTS = _words(
    "iphone ipad ios ipados macos android windows win mac watchos harmonyos hyperos miui "
    "coloros originos oneui emui galaxy note redmi mate nova pura honor oppo reno vivo oneplus "
    "pixel mi poco realme nokia xperia thinkpad macbook chrome firefox safari edge opera "
    "webview ubuntu mi_max erc trc bep sha md usb wifi ipv gpt covid web a4 sm kb rfc iso pm "
    "am utc gmt"
)
