// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Descriptor;
import io.regshape.model.RefName;
import io.regshape.stage.RehydrateLayout;
import io.regshape.validate.LayoutValidator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinImageTest extends OnBaseFixture {
    @Test
    void aThinLayoutLacksTheBlobsOfTheBaseAlone() throws IOException {
        BuiltImage thin =
                build(layer("app", file("/app/run", "app"))).thin(true).run();
        ImageLayout open = ImageLayout.open(layout);

        for (Descriptor layer : manifest(entry("latest")).layers().subList(0, 2)) {
            assertThat(open.blobSize(layer.digest())).isEmpty();
        }
        assertThat(open.blobSize(thin.layers().get(0).layer().descriptor().digest()))
                .isPresent();
        assertThat(build(layer("app", file("/app/run", "app"))).run().manifest())
                .isEqualTo(thin.manifest());
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void aLayoutThatWasWholeBecomesThin() throws IOException {
        build(layer("app", file("/app/run", "app"))).run();
        ImageLayout open = ImageLayout.open(layout);
        BuiltImage thin =
                build(layer("app", file("/app/run", "app"))).thin(true).run();

        List<Digest> baseLayers = base.layers().stream()
                .map(built -> built.layer().descriptor().digest())
                .toList();
        for (Digest layer : baseLayers) {
            assertThat(open.blobSize(layer)).isEmpty();
        }
        assertThat(open.blobSize(thin.layers().get(0).layer().descriptor().digest()))
                .isPresent();
        assertThat(BuildRecord.read(layout).baseLayers(List.of("latest")))
                .containsExactlyInAnyOrderElementsOf(baseLayers);
        assertThat(BuildRecord.read(layout).baseLayers(List.of("other"))).isEmpty();
    }

    @Test
    void aThinImageBesideAWholeOneLeavesThatWhole() throws IOException {
        build(layer("app", file("/app/run", "app")))
                .refNames(List.of(RefName.parse("whole")))
                .run();
        build(layer("other", file("/app/run", "other"))).thin(true).run();

        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }

    @Test
    void aThinLayoutIsMadeWholeFromItsBase() throws IOException {
        build(layer("app", file("/app/run", "app"))).thin(true).run();
        ImageLayout open = ImageLayout.open(layout);
        Path other = folder.resolve("other");
        BuildImage.at(other).layers(List.of(layer("x", file("/x", "x")))).run();

        assertThatThrownBy(() -> RehydrateLayout.run(open, ImageLayout.open(other)))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(other + " lacks 2 of the 2 blobs that " + layout + " lacks");
        assertThat(RehydrateLayout.run(open, ImageLayout.open(baseLayout))).hasSize(2);
        assertThat(RehydrateLayout.run(open, ImageLayout.open(baseLayout))).isEmpty();
        assertThat(LayoutValidator.validate(layout)).isEmpty();
    }
}
