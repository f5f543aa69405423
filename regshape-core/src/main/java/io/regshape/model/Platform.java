// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an image runs on (image-index.md, "platform"; the same fields stand in the image config).
 *
 * @param os the operating system, a value of Go's {@code GOOS}, for example {@code linux}
 * @param architecture the processor architecture, a value of Go's {@code GOARCH}, for example {@code amd64}
 * @param variant the variant of the processor, for example {@code v8}
 * @param osVersion the version of the operating system
 */
public record Platform(String os, String architecture, Optional<String> variant, Optional<String> osVersion) {

    private static final Pattern FORM = Pattern.compile("([^/\\s]+)/([^/\\s]+)(?:/([^/\\s]+))?");

    /**
     * Reads a platform from its text form.
     *
     * @param text {@code os/architecture[/variant]}
     * @throws RegshapeException if it has another form
     */
    public static Platform parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "'" + text + "' is no platform: it must be OS/ARCHITECTURE[/VARIANT], for example linux/arm64/v8");
        }
        return new Platform(parts.group(1), parts.group(2), Optional.ofNullable(parts.group(3)), Optional.empty());
    }

    /**
     * Returns the form that equal platforms share: {@code arm64} is {@code arm64/v8} (image-index.md, "Platform
     * Variants").
     */
    public Platform normalised() {
        return architecture.equals("arm64") && variant.isEmpty()
                ? new Platform(os, architecture, Optional.of("v8"), osVersion)
                : this;
    }

    /**
     * Reads a platform from a {@code platform} object or from an image config.
     *
     * @throws RegshapeException if {@code os} or {@code architecture} is missing
     */
    public static Platform fromJson(JsonObject json) {
        return new Platform(
                json.string("os"),
                json.string("architecture"),
                json.findString("variant"),
                json.findString("os.version"));
    }

    /** Returns the {@code platform} object of a descriptor. */
    public JsonObject toJson() {
        return JsonObject.empty()
                .with("architecture", architecture)
                .with("os", os)
                .withOptional("os.version", osVersion)
                .withOptional("variant", variant);
    }

    /** Returns the form {@code os/architecture[/variant]}. */
    @Override
    public String toString() {
        return os + "/" + architecture + variant.map(value -> "/" + value).orElse("");
    }
}
