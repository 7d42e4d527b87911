# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form machine: a FIM schema becomes pages, checks, rules and markup. Pure Python."""

from leistungswerk.forms.answers import Answers, AnswersError, encode_answers
from leistungswerk.forms.compile import compile_form
from leistungswerk.forms.hints import all_hints
from leistungswerk.forms.model import (
    ErrorCode,
    Field,
    FieldError,
    FieldKind,
    Form,
    FormError,
    Group,
    Hint,
    Page,
    PageErrors,
    RawAnswers,
    UploadInfo,
    Uploads,
)
from leistungswerk.forms.plan import Plan, compile_plan
from leistungswerk.forms.summary import SummaryRow, SummarySection

__all__ = [
    "Answers",
    "AnswersError",
    "ErrorCode",
    "Field",
    "FieldError",
    "FieldKind",
    "Form",
    "FormError",
    "Group",
    "Hint",
    "Page",
    "PageErrors",
    "Plan",
    "RawAnswers",
    "SummaryRow",
    "SummarySection",
    "UploadInfo",
    "Uploads",
    "all_hints",
    "compile_form",
    "compile_plan",
    "encode_answers",
]
