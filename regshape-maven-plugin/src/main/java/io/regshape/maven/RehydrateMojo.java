// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.archive.BaseReference.OnDisk;
import io.regshape.archive.Transport;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import io.regshape.stage.RehydrateLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** Puts the layers of the base back into a thin layout. What is there stays as it is. */
@Mojo(name = "rehydrate", requiresProject = false, aggregator = true, threadSafe = true)
public class RehydrateMojo extends RegshapeMojo {
    /**
     * The base that the layout's image was built on, as the parameter <code>from</code> of the goal <code>build</code>
     * named it; required.
     */
    @Parameter(property = "regshape.from")
    private @Nullable String from;

    /** How many bytes a compressed archive may unpack to. The default is 17179869184 (16 GiB). */
    @Parameter(property = "regshape.maxUnpacked")
    private @Nullable String maxUnpacked;

    private final RepositorySystem repositories;

    @Inject
    RehydrateMojo(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    @Override
    Outcome run(Path layout) throws IOException {
        ImageLayout thin = ImageLayout.open(layout);
        OnDisk base = Parameters.text(from)
                .map(text -> source(repositories, text))
                .orElseThrow(() -> new RegshapeException(
                        Kind.INVALID_VALUE,
                        "from is missing: it must name the image that this one was built on, for example oci:../base"));
        long limit = Parameters.size(maxUnpacked, "maxUnpacked").orElse(Transport.DEFAULT_MAX_UNPACKED);
        try (LayoutReader source = base.open(limit)) {
            List<Digest> copied = RehydrateLayout.run(thin, source);
            return Outcome.of(
                    "Put " + copied.size() + (copied.size() == 1 ? " blob" : " blobs") + " of " + base + " back into "
                            + layout,
                    JsonObject.empty()
                            .with(
                                    "digests",
                                    copied.stream().map(Digest::toString).toList()));
        }
    }
}
