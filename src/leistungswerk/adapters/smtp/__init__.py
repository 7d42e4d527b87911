# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mail by SMTP (RFC 5321), with STARTTLS (RFC 3207) or TLS from the first byte (RFC 8314)."""

from leistungswerk.adapters.smtp.sending import SmtpMail

__all__ = ["SmtpMail"]
