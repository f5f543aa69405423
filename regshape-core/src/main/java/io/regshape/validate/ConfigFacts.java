// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.model.Platform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of an image config has to fit the manifests that refer to it.
 *
 * @param place the config
 * @param platform what it runs on, if it says so
 * @param diffIds its diff ids, each empty where it is none
 * @param layersInHistory how many steps of the history made a layer; empty when there is no history, or a broken one
 */
record ConfigFacts(
        Place place, Optional<Platform> platform, List<Optional<Digest>> diffIds, OptionalLong layersInHistory) {}
