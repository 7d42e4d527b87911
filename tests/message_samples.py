# SPDX-FileCopyrightText: Leistungswerk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An XZuFi message of our own, and its next version."""

SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<xzufi:transfer.op xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2">
  <xzufi:nachrichtenkopf><xzufi:nachrichtUUID>8f2c</xzufi:nachrichtUUID>
    <xzufi:autor><xzufi:name>Erika Musterfrau</xzufi:name></xzufi:autor></xzufi:nachrichtenkopf>
  <xzufi:schreibe>
    <xzufi:leistung>
      <xzufi:id schemeAgencyID="L100042">4711</xzufi:id>
      <xzufi:referenzLeiKa><code>99102013104000</code></xzufi:referenzLeiKa>
      <xzufi:modulText><xzufi:leikaTextmodul><code>02</code></xzufi:leikaTextmodul>
        <xzufi:inhalt languageCode="de">Hundesteuer Anmeldung</xzufi:inhalt></xzufi:modulText>
      <xzufi:modulText><xzufi:leikaTextmodul><code>06</code></xzufi:leikaTextmodul>
        <xzufi:inhalt languageCode="de">Die Anmeldung kostet nichts.</xzufi:inhalt>
        <xzufi:geaendertDurch>Max Mustermann</xzufi:geaendertDurch></xzufi:modulText>
    </xzufi:leistung>
    <xzufi:organisationseinheit><xzufi:id>OE1</xzufi:id>
      <xzufi:name><xzufi:name languageCode="de">Steueramt</xzufi:name></xzufi:name></xzufi:organisationseinheit>
    <xzufi:onlinedienst><xzufi:id>OD1</xzufi:id>
      <xzufi:bezeichnung languageCode="de">Hund anmelden</xzufi:bezeichnung>
      <xzufi:leistungID>99102013104000</xzufi:leistungID></xzufi:onlinedienst>
  </xzufi:schreibe>
</xzufi:transfer.op>
"""
CHANGED = SAMPLE.replace("kostet nichts", "kostet 5 €").replace("8f2c", "8f2d")
