// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.layer.LayerFault;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What holds of the bytes of image layers. */
public enum LayerRule implements Rule {
    COMPRESSION(
            "OCI-LAYER-001",
            Force.MUST,
            "layer.md, \"+gzip Media Types\", \"+zstd Media Types\"",
            "The bytes of a layer must be compressed as its media type says.",
            "Correct the media type, or compress the tar accordingly."),
    COMPRESSED_DATA(
            "OCI-LAYER-002",
            Force.MUST,
            "layer.md, \"+gzip Media Types\", \"+zstd Media Types\"",
            "Compressed data must be whole in every member or frame, and nothing may follow it.",
            "Compress the tar again.",
            LayerFault.Kind.COMPRESSED_DATA),
    TAR(
            "OCI-LAYER-003",
            Force.MUST,
            "layer.md, \"Distributable Format\"",
            "A layer must be a tar that can be read to its end.",
            "Pack the files again.",
            LayerFault.Kind.TAR),
    TAR_END(
            "OCI-LAYER-004",
            Force.DISPUTED,
            "layer.md, \"Distributable Format\"",
            "A tar without the zero blocks at its end cannot be told from one that was cut.",
            "Add two blocks of 512 zero bytes, or pack the files again.",
            LayerFault.Kind.END),
    TAR_TRAILING(
            "OCI-LAYER-005",
            Force.REFUSED,
            "layer.md, \"Distributable Format\"",
            "Readers stop at the end of a tar and lose what follows.",
            "Join tars with tar --concatenate, or remove what follows.",
            LayerFault.Kind.TRAILING_BYTES),
    DUPLICATE_PATH(
            "OCI-LAYER-006",
            Force.MUST,
            "layer.md, \"Distributable Format\"",
            "A layer must not hold a path twice.",
            "Keep one of the entries.",
            LayerFault.Kind.DUPLICATE_PATH),
    ABSOLUTE_PATH(
            "OCI-LAYER-007",
            Force.REFUSED,
            "layer.md, \"Populate Initial Filesystem\"",
            "Paths are relative to the root: an absolute one is written outside of it by a careless reader.",
            "Pack the files with relative names.",
            LayerFault.Kind.ABSOLUTE_PATH),
    PATH_WITH_DOTS(
            "OCI-LAYER-008",
            Force.REFUSED,
            "layer.md, \"Populate Initial Filesystem\"",
            "A path with .. leads out of the root, or past a link.",
            "Pack the files with plain names.",
            LayerFault.Kind.PATH_WITH_DOTS),
    HARD_LINK_OUTSIDE(
            "OCI-LAYER-009",
            Force.REFUSED,
            "layer.md, \"Hardlinks\"",
            "A hard link to something outside of the root gives the image a file of its reader's machine.",
            "Link to a path of the layer.",
            LayerFault.Kind.HARD_LINK_OUTSIDE),
    SYMBOLIC_LINK_OUTSIDE(
            "OCI-LAYER-010",
            Force.REFUSED,
            "layer.md, \"File Types\"",
            "A symbolic link that climbs above the root leads out of it, and readers refuse the layer.",
            "Shorten the target, or make it absolute: it begins at the image's root then.",
            LayerFault.Kind.SYMBOLIC_LINK_OUTSIDE),
    BENEATH_LINK(
            "OCI-LAYER-011",
            Force.REFUSED,
            "layer.md, \"Applying Changesets\"",
            "An entry beneath a symbolic link of the same layer goes where the link leads, or replaces it.",
            "Put the entry where the link leads.",
            LayerFault.Kind.BENEATH_LINK),
    WHITEOUT(
            "OCI-LAYER-012",
            Force.MUST,
            "layer.md, \"Whiteouts\"",
            "A whiteout is an empty regular file named .wh. and the name that it hides, and nothing else has that prefix.",
            "Make it an empty file, or rename it.",
            LayerFault.Kind.WHITEOUT_FORM),
    WHITEOUT_ORDER(
            "OCI-LAYER-013",
            Force.SHOULD,
            "layer.md, \"Whiteouts\"",
            "Whiteouts should come before the other entries of their folder.",
            "Move them to the front.",
            LayerFault.Kind.WHITEOUT_ORDER),
    WHITEOUT_OPAQUE(
            "OCI-LAYER-014",
            Force.SHOULD,
            "layer.md, \"Opaque Whiteout\"",
            "Layers should name what they hide one by one, not whole folders.",
            "Write a whiteout for each entry.",
            LayerFault.Kind.WHITEOUT_OPAQUE),
    DEVICE(
            "OCI-LAYER-015",
            Force.NOTE,
            "layer.md, \"File Types\"",
            "A device file cannot be unpacked without privileges, and gives access to the machine where it is.",
            "Leave it out: runtimes make the devices that a container needs.",
            LayerFault.Kind.DEVICE),
    ENTRY_TYPE(
            "OCI-LAYER-016",
            Force.REFUSED,
            "layer.md, \"File Types\"",
            "Readers refuse, or write as plain files, entries of a type that is no file type.",
            "Pack the files again as ustar or pax.",
            LayerFault.Kind.ENTRY_TYPE),
    SPARSE(
            "OCI-LAYER-017",
            Force.SHOULD,
            "layer.md, \"File Attributes\"",
            "Sparse files should not be used, since tars of one tool are not read by others.",
            "Pack the files again without --sparse.",
            LayerFault.Kind.SPARSE),
    EMPTY(
            "OCI-LAYER-018",
            Force.NOTE,
            "layer.md, \"Representing Changes\"",
            "A layer without entries changes nothing.",
            "Leave it out, and mark its step in the history with empty_layer.",
            LayerFault.Kind.EMPTY),
    LIMIT(
            "OCI-LAYER-019",
            Force.REFUSED,
            "layer.md, \"Distributable Format\"",
            "A reader has to bound what it keeps in memory: headers of 1 MiB, and some million paths.",
            "Split the layer, or shorten the headers.",
            LayerFault.Kind.LIMIT),
    NON_DISTRIBUTABLE(
            "OCI-LAYER-020",
            Force.SHOULD,
            "layer.md, \"Non-Distributable Layers\"",
            "Layers of the non-distributable types should no longer be made.",
            "Use the plain type of the same compression."),
    HARD_LINK_ELSEWHERE(
            "OCI-LAYER-021",
            Force.NOTE,
            "layer.md, \"Hardlinks\"",
            "A hard link to something that is not in its own layer may fail to unpack.",
            "Add the file to the layer, before the link.",
            LayerFault.Kind.HARD_LINK_ELSEWHERE),
    REMOVED_AND_ADDED(
            "OCI-LAYER-022",
            Force.DISPUTED,
            "layer.md, \"Whiteouts\"",
            "A directory that its own layer removes is unpacked by some readers with what lower layers have in it, or not.",
            "Put the whiteout into a layer of its own, before this one.",
            LayerFault.Kind.REMOVED_AND_ADDED),
    WHITEOUT_OF_FOLDER(
            "OCI-LAYER-023",
            Force.REFUSED,
            "layer.md, \"Whiteouts\"",
            "Behind .wh. there must be a name: with nothing, . or .. readers remove the folder itself, or the one above.",
            "Name the file or folder that is to be hidden.",
            LayerFault.Kind.WHITEOUT_OF_FOLDER),
    BENEATH_FILE(
            "OCI-LAYER-024",
            Force.REFUSED,
            "layer.md, \"Applying Changesets\"",
            "An entry beneath a file of the same layer has no folder to lie in: readers fail, or lose one of the two.",
            "Keep one of the two, or rename it.",
            LayerFault.Kind.BENEATH_FILE),
    HARD_LINK_TO_ITSELF(
            "OCI-LAYER-025",
            Force.REFUSED,
            "layer.md, \"Hardlinks\"",
            "A hard link to itself is a name of no file, and readers fail on it.",
            "Link to an earlier file of the layer, or add the file itself.",
            LayerFault.Kind.HARD_LINK_TO_ITSELF);

    private final String id;
    private final Force force;
    private final String spec;
    private final String why;
    private final String fix;
    private final LayerFault.@Nullable Kind kind;

    LayerRule(String id, Force force, String spec, String why, String fix) {
        this(id, force, spec, why, fix, null);
    }

    LayerRule(String id, Force force, String spec, String why, String fix, LayerFault.@Nullable Kind kind) {
        this.id = id;
        this.force = force;
        this.spec = spec;
        this.why = why;
        this.fix = fix;
        this.kind = kind;
    }

    /** Returns the rule that a fault of a layer breaks. */
    static LayerRule of(LayerFault.Kind kind) {
        return Arrays.stream(values())
                .filter(rule -> rule.kind == kind)
                .findFirst()
                .orElseThrow();
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
