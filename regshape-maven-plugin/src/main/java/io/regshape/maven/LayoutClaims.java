// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.nio.file.Path;
import org.eclipse.aether.SessionData;

/** Who writes what in one run of Maven, so that no part of the build undoes another's work. */
final class LayoutClaims {
    private final SessionData data;

    LayoutClaims(SessionData data) {
        this.data = data;
    }

    /** Two modules that write one layout would each drop or take up what the other made. */
    void claimLayout(Path layout, String module) {
        String first = first("regshape:" + layout, module);
        if (!module.equals(first)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "path: " + layout + " is written by another module of this build, " + first
                            + ". Give each module a path of its own");
        }
    }

    /** Two executions that build one name would each replace the image of the other. */
    void claimName(Path layout, String refName, String execution) {
        String first = first("regshape:" + layout + "#" + refName, execution);
        if (!execution.equals(first)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "refNames: the image '" + refName + "' in " + layout + " is built by the execution '" + first
                            + "' too. Give each execution refNames of its own, or another path");
        }
    }

    /** Two archives in one file would be one. */
    void claimArchive(Path file, String execution) {
        String first = first("regshape:archive:" + file, execution);
        if (!execution.equals(first)) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "archiveFile: " + file + " is written by " + first
                            + " too. Give each archive a file of its own, and a classifier where it is attached");
        }
    }

    /** Notes that a layout gets no image in this build. */
    void noteWithoutImage(Path layout) {
        data.set(withoutImage(layout), true);
    }

    /** Notes that it may get one nevertheless. */
    void noteImage(Path layout) {
        data.set(withoutImage(layout), null);
    }

    /** Returns whether it was noted last that there is none. */
    boolean isWithoutImage(Path layout) {
        return data.get(withoutImage(layout)) != null;
    }

    private static String withoutImage(Path layout) {
        return "regshape:" + layout + " without image";
    }

    private String first(String key, String claimant) {
        data.set(key, null, claimant);
        return String.valueOf(data.get(key));
    }
}
