// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

/** What holds of image configs, and between a config and its layers. */
public enum ConfigRule implements Rule {
    CONFIG(
            "OCI-CONFIG-001",
            Force.MUST,
            "config.md, \"Properties\"",
            "A config must have os, architecture and rootfs, and every field that it has its type.",
            "Add the field, or correct its type."),
    DIFF_ID_COUNT(
            "OCI-CONFIG-002",
            Force.REFUSED,
            "config.md, \"rootfs\"",
            "There must be as many diff ids as layers.",
            "Make the config from the layers of the manifest."),
    DIFF_ID(
            "OCI-CONFIG-003",
            Force.MUST,
            "config.md, \"Layer DiffID\"",
            "A diff id must be the digest of the layer's uncompressed tar.",
            "Compute it from the uncompressed tar: it is not the digest in the manifest."),
    HISTORY_COUNT(
            "OCI-CONFIG-004",
            Force.REFUSED,
            "config.md, \"history\"",
            "A history must have as many entries with a layer as there are layers.",
            "Add the missing entries, or mark those without a layer with empty_layer."),
    CREATED(
            "OCI-CONFIG-005",
            Force.MUST,
            "config.md, \"created\"",
            "A time must follow RFC 3339, or readers refuse the whole config.",
            "Use the form 2026-01-02T03:04:05Z."),
    ROOTFS_TYPE(
            "OCI-CONFIG-006",
            Force.MUST,
            "config.md, \"rootfs\"",
            "The type of rootfs must be layers, and readers must refuse any other.",
            "Set it to layers."),
    DIFF_ID_FORM(
            "OCI-CONFIG-007",
            Force.MUST,
            "config.md, \"rootfs\"",
            "A diff id must be a digest.",
            "Use sha256: and 64 characters of lower-case hex."),
    SETTING(
            "OCI-CONFIG-008",
            Force.REFUSED,
            "config.md, \"config\"",
            "Runtimes refuse a variable without =, and a port that is no number with an optional /tcp, /udp or /sctp.",
            "Correct the value."),
    HISTORY(
            "OCI-HISTORY-001",
            Force.MUST,
            "config.md, \"history\"",
            "Every entry of the history must be an object, and its fields must have their types.",
            "Correct the entry.");

    private final String id;
    private final Force force;
    private final String spec;
    private final String why;
    private final String fix;

    ConfigRule(String id, Force force, String spec, String why, String fix) {
        this.id = id;
        this.force = force;
        this.spec = spec;
        this.why = why;
        this.fix = fix;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return force.severity();
    }

    @Override
    public boolean interop() {
        return force.interop();
    }

    @Override
    public String spec() {
        return spec;
    }

    @Override
    public String why() {
        return why;
    }

    @Override
    public String fix() {
        return fix;
    }
}
