// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.LayoutChecks

['one', 'two'].each {
    LayoutChecks.check(new File(basedir, "$it/target/oci"), 'latest', interop, [new File(basedir, "$it/${it}.tar")])
}
assert !BuildLog.of(basedir).lines().any { it.contains('not marked as thread-safe') || it.contains('@threadSafe') }
return true
