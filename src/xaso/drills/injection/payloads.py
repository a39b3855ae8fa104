"""Words that would become something else if a page, a query, a shell, a log or a header took them in."""

from __future__ import annotations

MARK = "xd9z"
"""Stands in every payload; a page may show it as text and in no other way."""
PRODUCT = str(7 * 191)
"""What a template that calculates would write in place of 7*191."""
SCRIPTS = [
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg onload={MARK}()>",
    f'" autofocus onfocus="{MARK}()',
    f"' onmouseover='{MARK}()",
    f"</title></textarea></style><script>{MARK}()</script>",
    f"<{MARK}>",
    f"--><iframe srcdoc='<script>{MARK}()</script>'>",
    f"javascript:{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    f"&lt;script&gt;{MARK}()&lt;/script&gt;",
    f"&#60;img src=x onerror={MARK}()&#62;",
    f"<math><a xlink:href=javascript:{MARK}()>",
    f"\\u003cscript\\u003e{MARK}()",
    f"]]><script>{MARK}()</script>",
    f"<form action=javascript:{MARK}()><button>",
    f"<a href='java\tscript:{MARK}()'>",
    f"<base href=//127.0.0.1:9/{MARK}/>",
    f"<meta http-equiv=refresh content='0;url=javascript:{MARK}()'>",
    f"%3Cscript%3E{MARK}()%3C/script%3E",
]
TEMPLATES = [
    MARK + "{{7*191}}",
    MARK + "{% now 'Y' %}{{ settings.SECRET_KEY }}",
    MARK + "${7*191}#{7*191}<%= 7*191 %>",
    MARK + '#eval("7*191")#read("/etc/passwd")',
    MARK + "%(asctime)s{0.__class__}",
]
QUERIES = [
    "' OR '1'='1",
    '" OR ""="',
    "%' OR 1=1 --",
    "1; DROP TABLE plans_task; --",
    "') UNION SELECT password FROM people_account --",
    "\\' OR 1=1#",
    "1 AND (SELECT COUNT(*) FROM generate_series(1,9999999))>0",
    "_%[^a]",
]
SHELLS = [
    "$(touch {canary})",
    "`touch {canary}`",
    "; touch {canary} #",
    "| touch {canary}",
    "'\"; touch {canary}; '",
]
BREAKS = [
    "\r\nX-Xd9z: 1",
    "%0d%0aX-Xd9z:%201",
    "\nXD9Z FORGED LINE",
    "\r\n\r\n<script>xd9z()</script>",
    "\u2028XD9Z FORGED LINE",
]
