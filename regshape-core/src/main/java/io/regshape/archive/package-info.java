// SPDX-License-Identifier: Apache-2.0
/**
 * Images that come from elsewhere, and archives of images: {@link io.regshape.archive.BaseReference} names a layout or an
 * archive, {@link io.regshape.archive.BaseImage} is the image in it that another is built on,
 * {@link io.regshape.archive.BaseFiles} the files of that image, {@link io.regshape.archive.OciArchiveWriter} writes
 * archives.
 */
@NullMarked
package io.regshape.archive;

import org.jspecify.annotations.NullMarked;
