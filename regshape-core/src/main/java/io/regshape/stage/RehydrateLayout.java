// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.BlobCopy;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.layout.ReachedBlobs;
import io.regshape.model.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts blobs back into a thin layout, one whose images lack the layers of their base. */
public final class RehydrateLayout {
    private RehydrateLayout() {}

    /**
     * Copies every blob that the layout's images lack. Blobs that are there stay as they are; running again changes
     * nothing.
     *
     * @param layout the thin layout
     * @param source where the blobs are, the base; the caller closes it
     * @return the digests of the blobs that were copied
     * @throws RegshapeException if the source lacks one too, then nothing is copied; or if one of its blobs is changed
     * @throws IOException if a blob cannot be read or written
     */
    public static List<Digest> run(ImageLayout layout, LayoutReader source) throws IOException {
        List<ReachedBlobs.Blob> missing = new ArrayList<>();
        for (ReachedBlobs.Blob blob : ReachedBlobs.of(layout, layout.index().manifests())) {
            if (layout.blobSize(blob.descriptor().digest()).isEmpty()) {
                missing.add(blob);
            }
        }
        List<Descriptor> nowhere = new ArrayList<>();
        for (ReachedBlobs.Blob blob : missing) {
            if (source.blobSize(blob.descriptor().digest()).isEmpty()) {
                nowhere.add(blob.descriptor());
            }
        }
        if (!nowhere.isEmpty()) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    source.name() + " lacks " + nowhere.size() + " of the " + missing.size() + " blobs that "
                            + layout.name() + " lacks, the first "
                            + nowhere.get(0).digest()
                            + ". Give the image that this one was built on");
        }
        for (ReachedBlobs.Blob blob : missing) {
            BlobCopy.copy(source, blob, layout);
        }
        return missing.stream().map(blob -> blob.descriptor().digest()).toList();
    }
}
