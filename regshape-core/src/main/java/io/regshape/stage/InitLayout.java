// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The step {@code init}: makes an empty layout with an empty stage. */
public final class InitLayout {
    private final Path root;
    private IfExists ifExists = IfExists.FAIL;

    private InitLayout(Path root) {
        this.root = root;
    }

    /** What to do where a layout exists already. */
    public enum IfExists {
        /** Refuse, and leave it as it is. */
        FAIL,
        /** Keep its index and blobs, and start an empty stage for the next image. */
        REUSE,
        /** Drop the entries of its index, its stage and its blobs. */
        RECREATE;

        /**
         * Reads the text form.
         *
         * @param text {@code fail}, {@code reuse} or {@code recreate}
         * @throws RegshapeException if it is none of them
         */
        public static IfExists parse(String text) {
            return switch (text) {
                case "fail" -> FAIL;
                case "reuse" -> REUSE;
                case "recreate" -> RECREATE;
                default ->
                    throw new RegshapeException(
                            Kind.INVALID_VALUE,
                            "ifExists: '" + text + "' is not valid, it must be fail, reuse or recreate");
            };
        }
    }

    /** Starts the step for a directory. */
    public static InitLayout at(Path root) {
        return new InitLayout(root);
    }

    /** Sets what to do where a layout exists already; the default is to refuse. */
    public InitLayout ifExists(IfExists value) {
        ifExists = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Runs the step. What is there stays untouched when it fails.
     *
     * @throws RegshapeException if a layout is there and {@code ifExists} says to fail, or something else is there
     * @throws IOException if the directory cannot be written
     */
    public void run() throws IOException {
        Map<String, byte[]> stage = Map.of(Stage.FILE, Stage.empty().json().toPrettyBytes());
        if (!LayoutCreation.exists(root)) {
            LayoutCreation.create(root, stage);
            return;
        }
        switch (ifExists) {
            case FAIL ->
                throw new RegshapeException(
                        Kind.WRONG_STATE,
                        root + " is already an OCI Image Layout. Set ifExists to reuse (add another image to it) or "
                                + "recreate (empty it first), or set another path");
            case REUSE -> {
                ImageLayout layout = ImageLayout.open(root);
                layout.index();
                layout.locked(() -> {
                    Stage.empty().writeTo(layout);
                    return root;
                });
            }
            case RECREATE -> LayoutCreation.recreate(ImageLayout.open(root), stage);
        }
    }
}
