// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns the license names of POMs into SPDX identifiers: identifiers as they are, and the names under which the best
 * known licenses go. Nothing is guessed: a name that is neither is no license here.
 */
final class SpdxLicenses {
    private static final List<String> IDENTIFIERS = List.of(
            "0BSD",
            "AFL-3.0",
            "AGPL-3.0",
            "AGPL-3.0-only",
            "AGPL-3.0-or-later",
            "Apache-1.1",
            "Apache-2.0",
            "Artistic-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSL-1.0",
            "BlueOak-1.0.0",
            "CC-BY-4.0",
            "CC-BY-SA-4.0",
            "CC0-1.0",
            "CDDL-1.0",
            "CDDL-1.1",
            "CPL-1.0",
            "ECL-2.0",
            "EPL-1.0",
            "EPL-2.0",
            "EUPL-1.1",
            "EUPL-1.2",
            "GPL-2.0",
            "GPL-2.0-only",
            "GPL-2.0-or-later",
            "GPL-2.0-with-classpath-exception",
            "GPL-3.0",
            "GPL-3.0-only",
            "GPL-3.0-or-later",
            "ISC",
            "LGPL-2.1",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "LGPL-3.0",
            "LGPL-3.0-only",
            "LGPL-3.0-or-later",
            "MIT",
            "MIT-0",
            "MPL-1.1",
            "MPL-2.0",
            "MS-PL",
            "MulanPSL-2.0",
            "NCSA",
            "OFL-1.1",
            "OSL-3.0",
            "PostgreSQL",
            "UPL-1.0",
            "Unicode-3.0",
            "Unlicense",
            "W3C",
            "WTFPL",
            "X11",
            "Zlib");

    /** Without "The", "Version", "v" and commas, which {@link #key} drops. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry(
                    "Apache-2.0",
                    List.of("Apache 2", "Apache 2.0", "Apache License 2.0", "Apache Software License 2.0", "ASL 2.0")),
            Map.entry("MIT", List.of("MIT License", "MIT License MIT", "Expat License")),
            Map.entry("BSD-2-Clause", List.of("BSD 2-Clause License", "Simplified BSD License", "FreeBSD License")),
            Map.entry(
                    "BSD-3-Clause",
                    List.of(
                            "BSD 3-Clause License",
                            "3-Clause BSD License",
                            "New BSD License",
                            "Revised BSD License",
                            "Modified BSD License",
                            "Eclipse Distribution License 1.0",
                            "EDL 1.0")),
            Map.entry("EPL-1.0", List.of("EPL 1.0", "Eclipse Public License 1.0")),
            Map.entry("EPL-2.0", List.of("EPL 2.0", "Eclipse Public License 2.0")),
            Map.entry("MPL-2.0", List.of("MPL 2.0", "Mozilla Public License 2.0")),
            Map.entry("CDDL-1.1", List.of("CDDL 1.1", "Common Development and Distribution License 1.1")),
            Map.entry("CC0-1.0", List.of("CC0", "CC0 1.0 Universal", "Public Domain per Creative Commons CC0")),
            Map.entry("UPL-1.0", List.of("UPL 1.0", "Universal Permissive License 1.0")),
            Map.entry("GPL-2.0-only", List.of("GNU General Public License 2.0 only")),
            Map.entry("GPL-3.0-only", List.of("GNU General Public License 3.0 only")),
            Map.entry("LGPL-2.1-only", List.of("GNU Lesser General Public License 2.1 only")),
            Map.entry("LGPL-3.0-only", List.of("GNU Lesser General Public License 3.0 only")),
            Map.entry(
                    "GPL-2.0-only WITH Classpath-exception-2.0",
                    List.of(
                            "GPL2 w/ CPE",
                            "GPL-2.0-only with Classpath-exception-2.0",
                            "GNU General Public License 2 with the GNU Classpath Exception")));

    private static final Map<String, String> BY_KEY = byKey();

    private SpdxLicenses() {}

    /** Returns the SPDX expression of a license, where its name says which it is. */
    static Optional<String> find(String name) {
        return Optional.ofNullable(BY_KEY.get(key(name)));
    }

    private static Map<String, String> byKey() {
        Map<String, String> byKey = new TreeMap<>();
        IDENTIFIERS.forEach(id -> byKey.put(key(id), id));
        NAMES.forEach((id, names) -> names.forEach(name -> byKey.put(key(name), id)));
        return byKey;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s,;()]+(-\\s)?", " ")
                .trim()
                .replaceFirst("^the ", "")
                .replaceAll("\\b(version|v) ?(?=\\d)", "");
    }
}
