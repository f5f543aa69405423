// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name and a tag that Docker and podman know an image by, {@code [REGISTRY/]PATH:TAG} (distribution's reference
 * grammar).
 *
 * @param name the name, for example {@code example.com/team/app}
 * @param tag the tag, for example {@code 1.0}
 */
public record DockerName(String name, String tag) {
    private static final String PATH_PART = "[a-z0-9]+(?:(?:[.]|_{1,2}|-+)[a-z0-9]+)*";
    private static final String REGISTRY = "(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?";
    private static final Pattern NAME =
            Pattern.compile("(?:(" + REGISTRY + ")/)?(" + PATH_PART + "(?:/" + PATH_PART + ")*)");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final int LONGEST = 255;

    /**
     * Checks both parts.
     *
     * @throws RegshapeException if they do not follow the grammar
     */
    public DockerName {
        if (name.length() > LONGEST
                || !NAME.matcher(name).matches()
                || !TAG.matcher(tag).matches()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "'" + name + ":" + tag + "' is no image name: it must be [REGISTRY/]PATH:TAG with a path of"
                            + " lower-case letters and digits, for example example.com/team/app:1.0");
        }
    }

    /**
     * Reads a name.
     *
     * @param text the name; without a tag it gets {@code latest}
     * @throws RegshapeException if it does not follow the grammar
     */
    public static DockerName parse(String text) {
        int colon = text.indexOf(':', text.lastIndexOf('/') + 1);
        return colon < 0
                ? new DockerName(text, "latest")
                : new DockerName(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Returns the name with Docker's own registry in front where it has none, as containerd keeps names. */
    String qualified() {
        Matcher parts = NAME.matcher(name);
        String first = parts.matches() && parts.group(1) != null ? parts.group(1) : "";
        boolean registry = first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        if (registry) {
            return this.toString();
        }
        return "docker.io/" + (name.contains("/") ? "" : "library/") + this;
    }

    /** Returns the text form. */
    @Override
    public String toString() {
        return name + ":" + tag;
    }
}
