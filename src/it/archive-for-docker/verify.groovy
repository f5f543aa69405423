// SPDX-License-Identifier: Apache-2.0
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.testing.Podman

def archive = new File(basedir, 'target/app.tar')
def saved = new File(basedir, 'target/saved')
try (def podman = new Podman(new File(basedir, 'target/podman').toPath())) {
    assert podman.run('load', '-i', archive).contains('Loaded image: example.com/team/app:1.0')
    podman.run('save', '--format', 'oci-dir', '-o', saved, 'example.com/team/app:1.0')
}
// Out of podman again: the same files.
Command.of('skopeo', '--insecure-policy', 'copy', "oci:$saved", "oci:$basedir/target/copy:latest").succeeds()
LayoutChecks.of(new File(basedir, 'target/copy'), 'latest', interop).unpacksTo([new File(basedir, 'layer.tar')])

// As Docker reads it: manifest.json, and nothing of the OCI layout.
Command.of('skopeo', '--insecure-policy', 'copy', "docker-archive:$archive:example.com/team/app:1.0",
    "oci:$basedir/target/docker:latest").succeeds()
LayoutChecks.of(new File(basedir, 'target/docker'), 'latest', interop).unpacksTo([new File(basedir, 'layer.tar')])
return true
