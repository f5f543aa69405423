// SPDX-License-Identifier: Apache-2.0
import static org.assertj.core.api.Assertions.assertThat

import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Container
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks

assertThat(BuildLog.of(basedir).lines()).noneMatch { it.startsWith("[WARNING] layer 'app'") }
def diffIds = { LayoutChecks image -> image.config().object('rootfs').strings('diff_ids') }
def layers = { LayoutChecks image -> image.manifest().layers()*.digest() }
[
    umoci: ['oci:umoci:one', 'umoci'],
    skopeo: ['oci-archive:skopeo.tar', 'umoci'],
    buildah: ['oci:buildah:one', 'buildah'],
    podman: ['docker-archive:podman.tar', 'podman']].each { tool, expected ->
    // The base as other tools see it.
    Command.of('skopeo', '--insecure-policy', 'copy', expected[0], "oci:base-of-$tool:latest").in(basedir).succeeds()
    def base = LayoutChecks.of(new File(basedir, "base-of-$tool"), 'latest', interop)
    def layout = new File(basedir, "target/$tool")
    def image = LayoutChecks.of(layout, 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
    image.unpacksTo(base, [new File(basedir, 'app.tar')])
    assertThat(diffIds(image)).startsWith(*diffIds(base)).hasSize(diffIds(base).size() + 1)
    if (tool != 'podman') {
        // podman's layers are plain in its archive, those of skopeo's copy are compressed.
        assertThat(layers(image)).startsWith(*layers(base))
    }
    assert Container.run(layout, 'latest', interop) ==
        "${expected[1]}: of the base of the second layer and the application\n"
}
return true
