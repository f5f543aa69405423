// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.Maven
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks

def oci = new File(basedir, 'target/oci')
def first = FileTree.describe(oci.toPath())

// Again, without clean and without network.
new Maven(localRepositoryPath, projectVersion, mavenHome).call(basedir, 'package').succeeds()

assert FileTree.describe(oci.toPath()) == first
LayoutChecks.check(oci, 'latest', interop, [new File(basedir, 'layer.tar')])
return true
