# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest

from leistungswerk.core.actor import OPERATOR
from leistungswerk.online import queries
from leistungswerk.online.packages import write_package
from leistungswerk.online.services import publishing
from leistungswerk.register.entries import ImportFile
from leistungswerk.register.services import import_schema
from stage import demo_form

pytestmark = pytest.mark.django_db


def test_a_package_builds_exactly_the_same_form_version_again(tmp_path):
    form = demo_form(publish=False)
    package = write_package(form, tmp_path)
    lists = [ImportFile(path.name, path.read_bytes()) for path in sorted(package.codelists.iterdir())]
    schema = ImportFile(package.schema.name, package.schema.read_bytes())
    document = import_schema(OPERATOR, schema=schema, codelists=lists).document.uuid
    assert publishing.create_form_version(OPERATOR, document=document, rules=package.rules) == form
    assert len(queries.form_versions()) == 1
