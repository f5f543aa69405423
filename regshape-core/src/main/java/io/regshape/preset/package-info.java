// SPDX-License-Identifier: Apache-2.0
/**
 * Layers of a Java application: {@link io.regshape.preset.JavaApplication} from class files and libraries,
 * {@link io.regshape.preset.SpringBootJar} from an executable Spring Boot jar. Both say what is in each layer and how the
 * application is started; {@link io.regshape.build.BuildImage} makes the image.
 */
@NullMarked
package io.regshape.preset;

import org.jspecify.annotations.NullMarked;
