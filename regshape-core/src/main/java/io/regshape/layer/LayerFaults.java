// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.layer.LayerFault.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers faults: of each kind the first few, and how many more there were. */
final class LayerFaults implements LayerFault.Listener {
    static final int MOST_OF_A_KIND = 20;

    private final List<LayerFault> faults = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    @Override
    public void found(LayerFault fault) {
        if (counts.merge(fault.kind(), 1L, Long::sum) <= MOST_OF_A_KIND) {
            faults.add(fault);
        }
    }

    /** Returns what was gathered. */
    List<LayerFault> list() {
        List<LayerFault> all = new ArrayList<>(faults);
        counts.forEach((kind, count) -> {
            if (count > MOST_OF_A_KIND) {
                all.add(new LayerFault(kind, "and " + (count - MOST_OF_A_KIND) + " more of this kind"));
            }
        });
        return all;
    }
}
